def arrived(agent_id):
    pass
