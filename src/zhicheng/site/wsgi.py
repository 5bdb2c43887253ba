"""The door that granian knocks on."""

import gc
import os
import sys

# Whatever is made while the product is loaded stays: looking for garbage in it is a sixth of a start.
gc.disable()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - loading begins here

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhicheng.site.web_settings")
application = get_wsgi_application()

from zhicheng.site.readiness import make_ready  # noqa: E402 - needs what was loaded

make_ready()

# What is loaded by now stays as long as the process: the collector need not walk through it with every
# page. A large page makes tens of thousands of objects, none of them a cycle, so it comes by less often.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
gc.enable()

# A page that comes back from the database waits until another lets go of the interpreter, by itself after 5 ms:
# with thirty questions a page, and PostgreSQL answering each in one, that was half the time of the slow ones.
sys.setswitchinterval(0.001)
