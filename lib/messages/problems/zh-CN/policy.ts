import type { policy as english } from '../en/policy'
import type { Translated } from '../types'

export const policy: Translated<typeof english> = {
  notAllowed: '不允许使用模型“{model}”：{reason}，而此工作区{allowed}。',
  notAllowedPrivate: '不允许使用模型“{model}”：{reason}，而此工作区处于私有模式，只能访问列出的主机。',
  byRoute: '路由“{name}”指向它：{problem}',
  byTrained: '训练好的模型“{name}”指向它：{problem}',
  ownersChange: '{problem}所有者可在“设置”的“模型策略”中更改。',
  providerUnknown: '其提供商未知',
  providerIs: '其提供商为 {names}',
  noProviders: '不允许任何提供商',
  theseProviders: '只允许这些提供商：{names}',
  regionUnknown: '其运行区域未知',
  regionIs: '它可能运行在 {names}',
  noRegions: '不允许任何区域',
  theseRegions: '只允许这些区域：{names}',
  licenceUnknown: '其许可证未知',
  licenceIs: '其许可证为 {names}',
  noLicences: '不允许任何许可证',
  theseLicences: '只允许这些许可证：{names}',
  dataUseUnknown: '不知道其服务如何使用数据',
  dataUseIs: '其数据使用策略为 {names}',
  noDataUse: '不允许任何数据使用策略',
  theseDataUse: '只允许这些数据使用策略：{names}',
  anyRegion: '世界任何区域（“global”）',
  hostUnknown: '不知道它运行在哪个主机上',
  hostIs: '它运行在 {host}',
}
