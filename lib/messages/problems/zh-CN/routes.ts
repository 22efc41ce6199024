import type { routes as english } from '../en/routes'
import type { Translated } from '../types'

export const routes: Translated<typeof english> = {
  modelUnknown: '“{model}”不是此工作区连接的模型。',
  modelTwice: '每个模型只能出现一次。',
  otherUse: '“{model}”与此路由的模型用途不同。',
  differentEmbedders: '“{first}”和“{second}”是两个模型：它们的向量无法比较。向量路由是同一模型在多个连接上。',
  nameTaken: '已有路由“{name}”。请另选名称。',
}
