// libyaml's parser, event by event.
#pragma once
#include <yaml.h>
