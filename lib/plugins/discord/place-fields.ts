import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

const text = (label: string) => z.string().meta(layout({ label }))

/** Where a message of a channel belongs. A test message has only the channel. */
export const placeFields = {
  application: text('Application').optional(),
  token: text('Token').optional(),
  interaction: text('Interaction').optional(),
  channel: text('Channel'),
  direct: text('Direct message').optional(),
}
