import type { ReceivedRating } from './channel'

/** The opinion that an emoji expresses, in any skin tone; undefined for other emojis. */
export function thumbOf(emoji: string): ReceivedRating['rating'] | undefined {
  if (emoji.startsWith('👍')) return 'up'
  return emoji.startsWith('👎') ? 'down' : undefined
}
