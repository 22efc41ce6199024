import type { PublishedApp } from './types'

/** Apps that their owner keeps for programs with a key are let out by editors, who make keys. */
export function isOpenToMember({ access }: Pick<PublishedApp, 'access'>, member: { isEditor: boolean }): boolean {
  return access !== 'key' || member.isEditor
}
