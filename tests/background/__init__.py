"""An app that exists in tests only: jobs whose every effect leaves a line, and a mail server that does too."""
