"""PostgreSQL and Redis as part of the folder: real servers from wheels, nothing to install.

`urls` says where they listen (settings read it), `EmbeddedPostgres` and `EmbeddedRedis` start and
end them. Both outlive the process that started them, and whoever comes next takes them over.
"""
