import type { oauth as english } from '../en/oauth'
import type { Translated } from '../types'

export const oauth: Translated<typeof english> = {
  notForm: '请以 "content-type: application/x-www-form-urlencoded" 发送表单。',
  parameterTwice: '有一个参数重复发送。',
  clientUnknown: '此处不认识该程序，或者它要求返回的地址与登记的不同。请在该程序中删除此连接并重新建立。',
  resourceForeign: '该程序想调用的地址不属于此服务器。',
}
