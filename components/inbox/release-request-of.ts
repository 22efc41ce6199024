const ID = '[0-9a-f-]{36}'
/** Does not match the keys of canary decisions, which end with the verdict. */
const KEY = new RegExp(`^release:(${ID})$`)
const LINK = new RegExp(`^/apps/(${ID})/releases$`)

/** The promotion that an alert is about; null for other alerts. */
export function releaseRequestOf(alert: { kind: string; key: string; link: string | null }) {
  const appId = LINK.exec(alert.link ?? '')?.[1]
  const orderId = KEY.exec(alert.key)?.[1]
  return appId === undefined || orderId === undefined ? null : { appId, orderId }
}
