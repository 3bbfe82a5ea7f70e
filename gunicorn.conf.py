"""How gunicorn serves the site; read by itself from the folder it is started in. Command-line options win over it.

The site is loaded before the workers are: unsafe settings stop the server with exit code 2 and a line for each reason (SK-1),
where a worker that refuses would only be started again for ever.
"""

preload_app = True
workers = 2
threads = 4
timeout = 30  # DO-2
limit_request_line = 4094  # DO-1
limit_request_fields = 50
limit_request_field_size = 8190
