# Kinds of help.

## On a button or in a list, with a capital: at most 18 letters, because "Request: …" stands before them.

kind-shopping = Shopping
kind-errand = An errand
kind-lift = Lifts and rides
kind-company = A friendly visit
kind-call = A chat by phone
kind-dog = Dog walking
kind-letters = Letters and forms
kind-computer = Phone and computer
kind-garden = Gardening
kind-repair = Small repairs
kind-cooking = Cooking
kind-translation = Translating
kind-sewing = Sewing
kind-other = Something else

## Inside a sentence. The one frame everywhere: what somebody asks for, as the object of a verb or after a
## colon, where a noun with its article reads well: "Ada would like …", "you asked for …", "what: …".

forkind-shopping = help with the shopping
forkind-errand = help with an errand
forkind-lift = a lift
forkind-company = a friendly visit
forkind-call = a chat by phone
forkind-dog = a walk for the dog
forkind-letters = help with letters or forms
forkind-computer = help with a phone or computer
forkind-garden = help in the garden
forkind-repair = a small repair
forkind-cooking = help with cooking
forkind-translation = help with a translation
forkind-sewing = help with sewing
forkind-other = help with something else
