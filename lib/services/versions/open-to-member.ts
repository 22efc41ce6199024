import type { PublishedApp } from './published-app'

/** Apps limited to keys are only open to editors, who can create keys. */
export function isOpenToMember({ access }: Pick<PublishedApp, 'access'>, member: { isEditor: boolean }): boolean {
  return access !== 'key' || member.isEditor
}
