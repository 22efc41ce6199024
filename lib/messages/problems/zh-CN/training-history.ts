import type { trainingHistory as english } from '../en/training-history'
import type { Translated } from '../types'

export const trainingHistory: Translated<typeof english> = {
  started: '训练已开始',
  cancelled: '训练已取消',
  trained: '版本 {version} 已训练完成，作为候选',
  replaced: '版本 {version} 在生产中取代了版本 {previous}',
  promoted: '版本 {version} 进入生产',
  shared: '版本 {version} 获得 {share}% 的调用',
  stageCandidate: '版本 {version} 现为候选',
  stageProduction: '版本 {version} 现在生产中',
  stageRetired: '版本 {version} 现已停用',
  described: '模型卡已编辑',
}
