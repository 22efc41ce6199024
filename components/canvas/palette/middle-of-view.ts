import type { Place } from '../state/graph-edits'
import { CARD_WIDTH } from '../state/layout/card-size'

const HALF_CARD = { x: CARD_WIDTH / 2, y: 48 }

/** Position of a card in the middle of the visible canvas. */
export function middleOfView(toFlow: (point: Place) => Place): Place {
  const pane = document.querySelector('.react-flow')?.getBoundingClientRect()
  const position = toFlow({ x: (pane?.x ?? 0) + (pane?.width ?? 0) / 2, y: (pane?.y ?? 0) + (pane?.height ?? 0) / 2 })
  return { x: position.x - HALF_CARD.x, y: position.y - HALF_CARD.y }
}
