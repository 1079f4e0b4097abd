"""What do readers see? German and English words for codes, numbers, states, modes and colours.

German stands here and in the paper itself (:mod:`sozialraum.report`), nowhere else; what computes
hands over codes and numbers.
"""
