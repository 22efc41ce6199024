/** Pagination of Stripe's lists. */
export const stripePages = {
  type: 'last-item',
  items: '/data',
  id: '/id',
  more: '/has_more',
  parameter: 'starting_after',
  limit: 'limit',
  size: { parameter: 'limit', max: 100 },
} as const
