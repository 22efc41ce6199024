import { useMediaQuery } from './use-media-query'

/** Screens below Tailwind's breakpoint `md`. */
const QUERY = '(width < 48rem)'

export function useIsPhone(): boolean {
  return useMediaQuery(QUERY)
}

export function isPhone(): boolean {
  return window.matchMedia(QUERY).matches
}
