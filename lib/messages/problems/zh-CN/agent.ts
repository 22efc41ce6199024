import type { agent as english } from '../en/agent'
import type { Translated } from '../types'

export const agent: Translated<typeof english> = {
  tooManyTools: '智能体最多使用 {max} 个工具。',
  tooManySteps: '智能体在 {max} 步内没有得出回答。请允许更多步骤，或简化任务。',
  toolsMisused: '模型连续两次错误地使用工具。{fault}',
}
