import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { optionalText } from '../shared/fields'

export const orderField = z
  .string()
  .regex(/^(?:gid:\/\/shopify\/Order\/)?\d{1,20}$/, 'Enter the ID of an order, from its address in Shopify.')
  .meta(layout({ label: 'Order ID', references: true }))

/** Shopify's search syntax. */
export const queryField = (placeholder: string) =>
  optionalText(
    { label: 'Search', placeholder, help: 'Text, or the search syntax of Shopify.', references: true },
    { max: 500 },
  )

export const orderId = (order: string) => (order.startsWith('gid:') ? order : `gid://shopify/Order/${order}`)

export const ORDER = `id name createdAt displayFinancialStatus displayFulfillmentStatus note tags email
  totalPriceSet { shopMoney { amount currencyCode } }`

const Order = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  note: z.string().nullable(),
  tags: z.array(z.string()),
  email: z.string().nullable(),
  displayFinancialStatus: z.string().nullable(),
  displayFulfillmentStatus: z.string().nullable(),
  totalPriceSet: z.object({ shopMoney: z.object({ amount: z.string(), currencyCode: z.string() }) }),
})

/** Amounts stay texts, so that they lose no digits. */
export function readOrder(node: unknown) {
  const { totalPriceSet, displayFinancialStatus, displayFulfillmentStatus, ...order } = Order.parse(node)
  const { amount, currencyCode } = totalPriceSet.shopMoney
  return {
    ...order,
    total: amount,
    currency: currencyCode,
    paymentStatus: displayFinancialStatus,
    fulfillmentStatus: displayFulfillmentStatus,
  }
}

/** GraphQL reports failures with status 200. */
export const shopifyFailure = {
  path: '/data',
  equals: null,
  reason: '/errors/0/extensions/code',
  message: '/errors/0/message',
} as const

export const shopifyErrors = {
  ACCESS_DENIED: {
    code: 'TOOL_FAILED',
    message: 'The access token lacks a permission. Add the scope to the custom app, and install it again.',
  },
  THROTTLED: { code: 'RATE_LIMITED' },
} as const
