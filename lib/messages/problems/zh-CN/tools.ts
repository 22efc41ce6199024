import type { tools as english } from '../en/tools'
import type { Translated } from '../types'

export const tools: Translated<typeof english> = {
  unknown: '没有工具“{name}”。',
  parameterUnknown: '没有参数“{name}”。',
  parameterMissing: '缺少参数“{name}”。',
  failedWithoutReason: '工具失败，没有给出原因。',
}
