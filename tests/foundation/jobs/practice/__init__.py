"""An app with jobs to practise on, for workers in this process and in others."""
