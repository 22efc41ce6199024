import type { engine as english } from '../en/engine'
import type { Translated } from '../types'

export const engine: Translated<typeof english> = {
  outputTooLarge: '节点返回了超过 1 MB 的内容。请减少返回内容，或拆分工作。',
  takenOver: '另一个进程已接管此运行。',
  tooManyEvents: '运行产生了超过 {max} 个事件。',
  tooManySteps: '运行进行了超过 {max} 次模型和工具调用。',
  shadowDoesNotWait: '影子运行不会等待输入。',
  appRunsItself: '应用不能直接或间接运行自己。',
  appsNestedTooDeeply: '应用最多嵌套 {max} 层。',
  textsTooLarge: '“{label}”的文本超过 4 MB。请引用更小的值。',
  nodeEnded: '节点已结束。',
  resultNotNeeded: '不再需要此结果。',
  otherStepFailed: '另一个步骤失败了。',
  drivenElsewhere: '另一个进程正在执行此运行。',
  notStored: '数据库未能保存此运行的进度。它将从最后保存的步骤继续。',
  driverStillWriting: '先前执行此运行的进程仍在写入。',
  processStopping: '此进程正在停止；运行将在另一个进程中继续。',
  gaveUp: '服务器在此运行的同一处停止了 {times} 次，因此运行已结束。请检查当时正在运行的步骤，然后重试。',
  resumedTooOften: '此运行暂停和恢复的次数过多。请重新启动。',
  appRunsItselfDirectly: '应用不能运行自己。',
  runFailed: '运行意外失败。',
  nodeFailed: '节点意外失败。',
  halted: '运行停滞。',
  runTimeout: '运行超过了 {seconds} 秒。',
  nodeTimeout: '此步骤超过了 {seconds} 秒。',
  brokeOff: '运行意外中断。请重试。',
}
