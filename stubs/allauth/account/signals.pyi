from django.dispatch import Signal

password_changed: Signal
