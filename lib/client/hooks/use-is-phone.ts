import { useSyncExternalStore } from 'react'

/** Screens below Tailwind's breakpoint `md`. */
const QUERY = '(width < 48rem)'

/** Use it for different behavior on narrow screens. Purely visual differences belong in CSS. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(subscribe, isPhone, () => false)
}

export function isPhone(): boolean {
  return window.matchMedia(QUERY).matches
}

function subscribe(onChange: () => void): () => void {
  const query = window.matchMedia(QUERY)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}
