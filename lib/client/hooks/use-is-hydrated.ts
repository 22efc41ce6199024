import { useSyncExternalStore } from 'react'

/** False in the page as the server sent it, until React has taken it over; a button that needs React can wait for it. */
export const useIsHydrated = (): boolean => useSyncExternalStore(nothing, yes, no)

const nothing = () => () => {}
const yes = () => true
const no = () => false
