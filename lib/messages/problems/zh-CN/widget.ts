import type { widget as english } from '../en/widget'
import type { Translated } from '../types'

export const widget: Translated<typeof english> = {
  alreadyDelivered: '已送达，或已不存在。',
}
