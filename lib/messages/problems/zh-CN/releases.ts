import type { releases as english } from '../en/releases'
import type { Translated } from '../types'

export const releases: Translated<typeof english> = {
  nothingLive: '此环境没有上线的版本。请改为推进版本。',
  changedMeanwhile: '这里已有其他版本上线。请查看后再决定。',
  alreadyLive: '此版本已在这里上线。请另选。',
  rolloutInProgress: '这里正在进行灰度发布或影子发布。请先停止。',
  appInBin: '应用在回收站中。',
  overSeeHistory: '此发布请求已经关闭：请查看历史。',
  canaryHasNoTime: '灰度发布在他人同意后开始，没有预定时间。',
  ownRequest: '此发布由你请求：须由他人同意。',
  requestAnswered: '此请求已被回答。',
  timeChanged: '期间已改为其他时间。请查看后重新决定。',
  alreadyRequested: '已有相同的申请：须由另一个人同意，或先将其撤销。',
  alreadyPlanned: '该时间已有相同的计划。',
  versionHasProblems: '此版本保存时有问题。请恢复它、解决问题，然后再发布。',
  timePassed: '请选择将来的时间。',
  otherInputs: '该版本的输入与线上版本不同，因此不能分流线上的调用方。请改为推进。',
  notApprovedHere: '没有人在这里批准过此版本。请改为申请发布。',
  neverLive: '此版本从未在这里上线。请改为推进。',
  secondPersonRequired: '在此环境中，超出已同意的范围须由另一个人操作：不能是发起灰度发布的人。',
  over: '它已经结束。',
  ownerDeletesApp: '发布到 {environment} 需要审批，因此只有所有者可以删除此应用。',
  ownerRestoresApp: '发布到 {environment} 需要审批，因此只有所有者可以恢复此应用。',
  ownerChangesSecrets: '发布到 {environment} 需要审批，因此只有所有者可以更改其密钥变量。',
  ownerChangesModels: '发布到 {environment} 需要审批，因此只有所有者可以更改其模型。',
  ownerDeletesEnvironment: '发布到 {environment} 需要审批，因此只有所有者可以删除它。',
}
