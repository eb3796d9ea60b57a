/** Memoizes `make` for the last `capacity` keys used. */
export function leastRecentlyUsed<V>(capacity: number, make: (key: number) => V): (key: number) => V {
  const values = new Map<number, V>();
  return (key) => {
    const known = values.get(key);
    const value = known ?? make(key);
    if (known !== undefined) values.delete(key);
    values.set(key, value);
    if (values.size > capacity) {
      const oldest = values.keys().next();
      if (!oldest.done) values.delete(oldest.value);
    }
    return value;
  };
}
