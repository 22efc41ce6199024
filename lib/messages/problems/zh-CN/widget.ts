import type { widget as english } from '../en/widget'
import type { Translated } from '../types'

export const widget: Translated<typeof english> = {
  alreadyDelivered: '已送达，或已不存在。',
  formChanged: '表单已更改。请重新加载页面。',
  consentMissing: '请先同意。',
  fieldMissing: '请填写“{label}”。',
  notEmail: '“{label}”不是邮箱地址。',
  addressGone: '已没有可发送的地址。',
}
