"""Who is there: a lease per connection in Redis, and what follows from it. A filter, never the truth."""
