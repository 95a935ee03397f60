/** A number with its noun, such as “1 comment” or “3 comments”; `many` where the plural is more than an s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
