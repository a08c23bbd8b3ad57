# To organisers: everything they can do, in four drawers below the list of what needs them.

button-desk-people-all = People
button-desk-safety-all = Safety
button-desk-rules-all = Hours and rules
button-desk-figures-all = How it goes
desk-people = This is about your members, and what you would like to tell them. What would you like to do?
desk-safety = This is about who may visit whom, and about people who worry you. What would you like to do?
desk-rules = This is about members' hours, and what your time bank decides. What would you like to do?
desk-figures = This is about how your time bank does, and who did what. What would you like to see?
button-desk-members = Members
button-desk-for = Act for somebody
button-desk-announce = Tell everybody
button-desk-poll = Ask everybody
button-desk-import = Bring members in
button-desk-roles = Who does what
button-desk-safety = Watching visits
button-desk-seemed = How people seemed
button-desk-hours = Hours for somebody
button-desk-settings = Settings
button-desk-kinds = What help there is
button-desk-group = Our own group
button-desk-books = The books
button-desk-wellbeing = Loneliness
button-desk-journal = What was done
