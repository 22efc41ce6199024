import type { runs as english } from '../en/runs'
import type { Translated } from '../types'

export const runs: Translated<typeof english> = {
  appHasProblems: '此应用有问题。请先解决再运行。',
  stopped: '运行已停止。',
  deleted: '运行已被删除。',
  pictureGone: '此运行的一张图片已不存在。',
  documentGone: '此运行的一个文档已不存在。请重新发送。',
  recordingGone: '此运行的一段录音已不存在。请重新发送。',
  nodeNotRunnable: '此节点不能单独运行：它在其所接入的节点内工作。',
  versionGone: '此运行使用的版本已不存在。',
  missing: '没有这个运行。',
  inProgress: '运行仍在进行。请先取消，或等它结束。',
  tooMany: '正在进行的运行过多。请稍后再试。',
  graphGone: '此运行使用的流程图已不存在。',
  nodeMissing: '此运行的流程图没有该节点。',
  versionGoneRunDraft: '此运行使用的版本已不存在。请改用草稿运行。',
  cursorOfOtherOrder: '此游标属于另一种排序的列表。',
  inputsUnknown: '此节点所需的 {count} 个节点没有已知结果。请先运行它们。',
  appInputsMissing: '此部分以应用的输入开始。请先填写。',
  lastEventIdInvalid: 'Last-Event-ID 必须是数字。',
  closed: '此运行读取了你无权查看的文档。',
  closedAskEditor: '此运行读取了你无权查看的文档。请工作区的编辑者查看它，或向你开放这些文档。',
}
