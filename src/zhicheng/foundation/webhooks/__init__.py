"""Telling other systems what happened: signed messages, sent again until they arrive or are given up."""
