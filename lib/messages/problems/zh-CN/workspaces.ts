import type { workspaces as english } from '../en/workspaces'
import type { Translated } from '../types'

export const workspaces: Translated<typeof english> = {
  nameWrong: '这不是工作区的名称。请输入其名称以确认。',
  onlyOne: '这是你唯一拥有的工作区。请先创建另一个。',
  deleted: '工作区已被删除。',
  missing: '没有这个工作区。',
}
