/** Reasons for rejections, in the order of the chart on the protection page. */
export const REJECTION_KINDS = [
  'rate',
  'place',
  'queue',
  'budget',
  'guard',
  'body',
  'block',
  'stop',
  'maintenance',
  'domain',
] as const

/** Kinds of callers that can be blocked manually. */
export const BLOCK_KINDS = ['end-user', 'address', 'key'] as const
