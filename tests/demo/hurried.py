"""The simulated people, who also return to work sooner when the site was away."""

from chat.demo import people, signing_in

if __name__ == "__main__":
    signing_in.BETWEEN = 0.2
    people.main()
