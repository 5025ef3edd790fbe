"""The kinds of lines that agencies' copy is full of, as pieces of text with the types of names."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from training.wire_names import AGENCIES, Line, Names, Picker, Piece, listed

HEADS = listed("P;W;D;L;F;A;Pts")
SPORTS = listed(
    "SOCCER;TENNIS;CRICKET;GOLF;CYCLING;ATHLETICS;RUGBY UNION;BASEBALL;BASKETBALL;SKIING;BOXING;"
    "NHL ICE HOCKEY;NBA BASKETBALL;NFL FOOTBALL;MOTOR RACING;SWIMMING;FIGURE SKATING;BADMINTON"
)


class Writer(Picker):
    """Makes lines at random."""

    def __init__(self, names: Names, random: np.random.Generator) -> None:
        super().__init__(names, random)
        self.kinds: list[Callable[[], list[Line]]] = [
            *(self.scores, self.scores, self.table, self.ranking, self.ranking, self.matches),
            *(self.byline, self.byline, self.dateline, self.credits, self.squad, self.market),
            *(self.shares, self.shares),
            *(self.fixtures, self.caps),
        ]

    def heading(self) -> Line:
        """``SOCCER - RESULTS OF …`` in capitals."""
        what = self.pick(("RESULTS", "SUMMARY", "STANDINGS", "SCORES", "LEADING SCORES"))
        place = self.country()[0].upper()
        line = [(f"{self.pick(SPORTS)} - ", ""), (place, "GPE"), (f" {what}", "")]
        return line + ([(".", "")] if self.chance(0.5) else [])

    def opening(self) -> list[Line]:
        """A heading or an introduction, or none."""
        lines: list[Line] = []
        if self.chance(0.4):
            lines.append(self.heading())
        if self.chance(0.3):
            place = self.city()
            lines.append(
                [
                    (place[0].upper() if self.chance(0.5) else place[0], "GPE"),
                    (f" {self.date()}", ""),
                ]
            )
        if self.chance(0.4):
            words = self.pick(("Results of", "Result of", "Summary of", "Leading scores in"))
            game = self.pick(("matches", "games", "the final", "league matches", "a friendly"))
            lines.append(
                [
                    (f"{words} {game} on {self.pick(('Monday', 'Friday', 'Sunday'))}", ""),
                    (self.pick((".", ":", "")), ""),
                ]
            )
        return lines

    def scores(self) -> list[Line]:
        """``Leeds 2 Arsenal 1``, with scorers now and then."""
        side, joint = self.sides(), self.pick((" ", " ", "-", ", "))
        lines = self.opening()
        for _ in range(int(self.random.integers(2, 9))):
            one, other = self.side_score(side), self.side_score(side)
            lines.append([*one, (", " if joint == ", " else " ", ""), *other])
            if self.chance(0.2):
                lines.append(self.scorers())
        return lines

    def side_score(self, side: Callable[[], Piece]) -> Line:
        """``Leeds 2``"""
        return [side(), (f" {self.number(0, 7 if self.chance(0.6) else 125)}", "")]

    def scorers(self) -> Line:
        """``Scorers: Jane Doe (23), …``"""
        line: Line = [(self.pick(("Scorers: ", "Scorer: ", "Halftime 1-0. Scorers: ")), "")]
        for i in range(int(self.random.integers(1, 4))):
            line += [(", " if i else "", ""), self.person(), (f" ({self.number(1, 91)})", "")]
        return line

    def table(self) -> list[Line]:
        """A league's table: a club and its numbers."""
        side, lines = self.sides(), self.opening()
        wide, gap = int(self.random.integers(3, 9)), self.pick((" ", "  ", "\t", "   "))
        if self.chance(0.5):
            lines.append([(gap.join(HEADS), "")])
        for _ in range(int(self.random.integers(3, 12))):
            numbers = gap.join(self.number(0, 99) for _ in range(wide))
            lines.append([side(), (gap + numbers, "")])
        return lines

    def ranking(self) -> list[Line]:
        """``1. Jane Doe (Kenya) 2:23.10``"""
        point = self.pick((". ", ". ", " ", " - "))
        lines = self.opening()
        for place in range(1, int(self.random.integers(3, 10))):
            where = self.random.random()
            line: Line = [(f"{place}{point}", ""), self.person()]
            if where < 0.6:
                line += [(" (", ""), self.country(), (")", "")]
            elif where < 0.75:
                line += [(", ", ""), self.country(), (",", "")]
            elif where < 0.85:
                line += [(" (", ""), self.club(), (")", "")]
            time = f" {self.number(1, 60)}:{self.number(10, 60)}.{self.number(10, 99)}"
            lines.append([*line, (time if self.chance(0.5) else f" {self.number(1, 300)}", "")])
        return lines

    def matches(self) -> list[Line]:
        """``1-Jane Doe (Kenya) beat Ann Roe (France) 6-3 6-4``"""
        lines = self.opening()
        for _ in range(int(self.random.integers(2, 7))):
            seed = f"{self.number(1, 17)} - " if self.chance(0.3) else ""
            verb = self.pick(("beat", "bt", "beat", "defeated", "lost to", "drew with"))
            score = f"{self.number(0, 8)}-{self.number(0, 8)} {self.number(0, 8)}-6"
            one, other = [self.person(), (" (", ""), self.country()], self.person()
            line: Line = [(seed, ""), *one, (f") {verb} ", ""), other, (" (", "")]
            lines.append([*line, self.country(), (f") {score}", "")])
        return lines

    def fixtures(self) -> list[Line]:
        """``Boston at Oakland``"""
        side, joint = self.sides(), self.pick((" at ", " v ", " vs. ", " - ", " AT "))
        lines = self.opening()
        for _ in range(int(self.random.integers(2, 8))):
            one, other = side(), side()
            if joint == " AT ":
                one, other = (one[0].upper(), one[1]), (other[0].upper(), other[1])
            lines.append([one, (joint, ""), other])
        return lines

    def squad(self) -> list[Line]:
        """``Pakistan: A B, C D (captain), …``"""
        line: Line = [self.sides()(), (self.pick((": ", " - ", " squad: ")), "")]
        for i in range(int(self.random.integers(3, 10))):
            line += [(", " if i else "", ""), self.person()]
            if self.chance(0.1):
                line.append((self.pick((" (captain)", " (c)", " (wicketkeeper)")), ""))
        return [[*line, (".", "")]]

    def byline(self) -> list[Line]:
        """``By Jane Doe``, or her name and place alone."""
        person = self.person()
        if self.chance(0.3):
            person = person[0].upper(), person[1]
        line: Line = [("BY " if self.chance(0.3) else "By ", "")] if self.chance(0.8) else []
        line.append(person)
        if self.chance(0.2):
            line += [(" and ", ""), self.person()]
        if self.chance(0.2):
            line += [(" in ", ""), self.city()]
        elif self.chance(0.15):
            line += [(", ", ""), (self.pick(AGENCIES), "ORG"), (" Writer", "")]
        return [line, *(self.dateline() if self.chance(0.5) else [])]

    def dateline(self) -> list[Line]:
        """``LONDON, March 3 (Reuters) - The company said …``"""
        company = self.pick(self.names.companies), "ORG"
        said = self.pick(("named", "said on Monday it had hired", "has sued", "was bought by"))
        line = [*self.place_and_date(), company, (f" {said} ", ""), self.person()]
        return [[*line, (", the company said.", "")]]

    def place_and_date(self) -> Line:
        """``LONDON, March 3 (Reuters) -``"""
        place = self.city()[0]
        line: Line = [(place.upper() if self.chance(0.8) else place, "GPE")]
        if self.chance(0.25):
            line += [(", ", ""), self.country()]
        if self.chance(0.7):
            line.append((f"{self.pick((', ', ' '))}{self.date()}", ""))
        if self.chance(0.7):
            line += [(" (", ""), (self.pick(AGENCIES), "ORG"), (")", "")]
        return [*line, (self.pick((" - ", " -- ", "-", " _ ", " — ")), "")]

    def credits(self) -> list[Line]:
        """``(Reporting by Jane Doe in Paris; editing by …)``"""
        line: Line = [("(Reporting by ", ""), self.person()]
        if self.chance(0.5):
            line += [(" in ", ""), self.city()]
        if self.chance(0.4):
            line += [(" and ", ""), self.person()]
        if self.chance(0.6):
            line += [
                (self.pick(("; editing by ", "; Editing by ", ", writing by ")), ""),
                self.person(),
            ]
        desk = [("-- ", ""), self.city(), (f" newsroom, +{self.number(1, 99)} 171 542", "")]
        return [[*line, (")", "")]] if self.chance(0.6) else [desk]

    def market(self) -> list[Line]:
        """Companies with prices, one a line."""
        ends = (" {} {}", " Q3 net ${} mln vs {}", " up {} at {}", " fell {} percent to {}")
        return [
            [self.firm(), (self.pick(ends).format(self.amount(), self.amount()), "")]
            for _ in range(int(self.random.integers(2, 7)))
        ]

    def shares(self) -> list[Line]:
        """``Shares in Acme fell 2.1% to 30.5 in Oslo, while Roe rose 4.2%.``"""
        moves = ("rose", "fell", "gained", "lost", "jumped", "dropped", "were down", "added")
        start = self.pick(("Shares in ", "Shares of ", "Stock in ", "", "Rival "))
        share = self.pick(("%", " percent", " per cent"))
        line = [(start, ""), self.firm(), (f" {self.pick(moves)} {self.amount()}{share}", "")]
        if self.chance(0.5):
            line += [(" in ", ""), self.city()]
        if self.chance(0.5):
            joint = self.pick((", while ", " and ", ", and "))
            end = f" {self.pick(moves)} {self.amount()}{share}"
            line += [(joint, ""), self.firm(), (end, "")]
        return [[*line, (".", "")]]

    def caps(self) -> list[Line]:
        """A headline in capitals of who beat or met whom."""
        side = self.sides() if self.chance(0.6) else self.person
        verb = self.pick(("BEAT", "WIN OVER", "DRAW WITH", "MEETS", "HOLD", "WARNS", "LOSES TO"))
        sport = f"{self.pick(SPORTS)} - " if self.chance(0.6) else ""
        one, other = side(), side()
        pieces: Line = [(one[0].upper(), one[1]), (f" {verb} ", ""), (other[0].upper(), other[1])]
        return [[(sport, ""), *pieces, (".", "")]]
