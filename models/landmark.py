"""Landmarks: places that everybody in a time bank knows by name, to be typed instead of shared."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, col, select

from models.columns import Row
from models.place import Point


class Landmark(Row, table=True):
    """One named place: a street, a hall, a postcode."""

    __tablename__ = "landmark"
    __table_args__ = (
        UniqueConstraint("timebank_id", "name"),
        {"sqlite_autoincrement": True},
    )

    name: str = Field(max_length=64)
    latitude: float
    longitude: float

    @property
    def point(self) -> Point:
        """Where it is."""
        return Point(self.latitude, self.longitude)


def name(session: Session, timebank_id: int, called: str, point: Point) -> Landmark:
    """Gives a place a name, or moves a name to another place, and returns the landmark."""
    known = session.exec(
        select(Landmark).where(Landmark.timebank_id == timebank_id, Landmark.name == called)
    ).one_or_none()
    known = known or Landmark(timebank_id=timebank_id, name=called, latitude=0.0, longitude=0.0)
    known.latitude, known.longitude = point.latitude, point.longitude
    session.add(known)
    session.flush()
    return known


def all_of(session: Session, timebank_id: int) -> list[Landmark]:
    """Returns the landmarks of that bank by name."""
    return list(
        session.exec(select(Landmark).where(Landmark.timebank_id == timebank_id).order_by(col(Landmark.name)))
    )
