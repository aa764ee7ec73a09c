"""`manage.py up`: all of Frontdesk on one machine, as child processes of one parent."""
