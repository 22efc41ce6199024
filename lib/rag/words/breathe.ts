/** Lets others of this process have their turn in the middle of a long piece of work. */
export const breathe = () => new Promise<void>((resolve) => setImmediate(resolve))
