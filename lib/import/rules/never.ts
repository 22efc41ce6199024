/** No value of this step can be read. */
export const never = (): Readonly<Record<string, string>> => ({})

/** No order edge leads here, or away from here. */
export const nowhere = (): null => null
