/** Position of a reader: a stored event, and how many of its public events were received. */
export interface EventPlace {
  seq: number
  part: number
}

export const START: EventPlace = { seq: 0, part: 0 }

/** One stored event can result in several public ones, so its number alone does not identify a position: `12.1`. */
export function toEventId({ seq, part }: EventPlace): string {
  return `${seq}.${part}`
}

/** @returns null for an invalid event id */
export function toEventPlace(id: string): EventPlace | null {
  const [, seq, part] = /^(\d{1,15})\.(\d{1,6})$/.exec(id) ?? []
  return seq === undefined ? null : { seq: Number(seq), part: Number(part) }
}

export function isAfter(place: EventPlace, other: EventPlace): boolean {
  return place.seq > other.seq || (place.seq === other.seq && place.part > other.part)
}
