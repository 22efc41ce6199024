import { z } from 'zod'
import { defineAction } from '../../action'
import { defineTrigger } from '../../events/trigger'
import { selectField } from '../../shared/fields'
import { cursorField, pollOutput, pollSince } from '../../shared/poll'

const typeField = selectField(
  {
    'payment_intent.succeeded': 'Payment received',
    'payment_intent.payment_failed': 'Payment failed',
    'charge.refunded': 'Payment refunded',
    'invoice.paid': 'Invoice paid',
    'invoice.payment_failed': 'Invoice not paid',
    'customer.created': 'Customer created',
  },
  { label: 'Event', fallback: 'payment_intent.succeeded', filledBy: 'author' },
)

const PAGE_SIZE = 100
const MAX_PAGES = 10

export default defineTrigger({
  type: 'poll',
  id: 'event-occurred',
  label: 'Payment or invoice event',
  description: 'Starts for each new payment, refund, invoice or customer.',
  synonyms: ['payment', 'invoice', 'refund', '付款', '发票'],
  connections: ['key'],
  input: z.strictObject({ type: typeField }),
  sample: {
    id: 'evt_1NG8Du2eZvKYlo2CUI79vXWy',
    type: 'payment_intent.succeeded',
    createdAt: '2026-11-30T08:00:00.000Z',
    object: { id: 'pi_1', object: 'payment_intent', amount: 1_990, currency: 'eur', customer: 'cus_1' },
  },
  poll: defineAction({
    id: 'poll-events',
    version: 1,
    label: 'Read new events',
    description: 'Reads the events since the last known time.',
    connections: ['key'],
    effect: 'read',
    input: z.strictObject({ type: typeField, cursor: cursorField }),
    output: pollOutput,
    async run({ http, now }, { type, cursor }) {
      return pollSince({
        cursor,
        now,
        async read(since) {
          const found: z.infer<typeof Page>['data'] = []
          // The newest event comes first.
          for (let page = 0; page < MAX_PAGES; page += 1) {
            const last = found.at(-1)?.id
            const query = {
              type,
              'created[gte]': Math.floor(Date.parse(since) / 1_000),
              limit: PAGE_SIZE,
              ...(last === undefined ? {} : { starting_after: last }),
            }
            const { data, has_more: hasMore } = Page.parse(
              (await http({ method: 'GET', url: '/events', query })).json(),
            )
            found.push(...data)
            if (!hasMore) break
          }
          return found.reverse().map((event) => {
            const at = new Date(event.created * 1_000).toISOString()
            return {
              id: event.id,
              at,
              data: { id: event.id, type: event.type, createdAt: at, object: event.data.object },
            }
          })
        },
      })
    },
  }),
})

const Page = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      created: z.number(),
      data: z.object({ object: z.record(z.string(), z.json()) }),
    }),
  ),
  has_more: z.boolean(),
})
