import type { internal as english } from '../en/internal'
import type { Translated } from '../types'

export const internal: Translated<typeof english> = {
  fault: '内部错误：{detail}',
}
