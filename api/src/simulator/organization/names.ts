export const FIRST_NAMES = [
  ...['Ana', 'Bo', 'Chidi', 'Dalia', 'Emil', 'Freya', 'Goran', 'Hana', 'Ines', 'Jonas'],
  ...['Kavya', 'Liam', 'Mei', 'Nils', 'Olga', 'Pavel', 'Quinn', 'Rosa', 'Samir', 'Tara'],
  ...['Umar', 'Vera', 'Wim', 'Ximena', 'Yusuf', 'Zoe', 'Aiko', 'Bruno', 'Clara', 'Deniz'],
  ...['Elif', 'Farid', 'Greta', 'Hugo', 'Isla', 'Jiro', 'Katya', 'Luca', 'Marta', 'Noor'],
] as const;

export const LAST_NAMES = [
  ...['Silva', 'Lindqvist', 'Okafor', 'Haddad', 'Novak', 'Berg', 'Petrov', 'Sato', 'Moreau', 'Keller'],
  ...['Iyer', 'Walsh', 'Chen', 'Holm', 'Sokolova', 'Dvorak', 'Reyes', 'Conti', 'Aziz', 'Jansen'],
  ...['Farooq', 'Lang', 'Visser', 'Castro', 'Demir', 'Muller', 'Tanaka', 'Costa', 'Nowak', 'Kaya'],
  ...['Yilmaz', 'Rahimi', 'Hansen', 'Marin', 'Reid', 'Mori', 'Orlova', 'Rossi', 'Weber', 'Malik', 'Ortiz'],
] as const;
