import { useSyncExternalStore } from 'react'

/** False in server-rendered HTML until hydration, for buttons that need React. */
export const useIsHydrated = (): boolean => useSyncExternalStore(nothing, yes, no)

const nothing = () => () => {}
const yes = () => true
const no = () => false
