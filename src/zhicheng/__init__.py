"""知城 Zhicheng: the software that a Chinese city runs its intellectual-property work on."""
