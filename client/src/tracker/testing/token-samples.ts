/** Texts with their tokens, as the encoding o200k_base counts them. */
export const TOKEN_SAMPLES: readonly [name: string, tokens: number, text: string][] = [
  [
    'English prose',
    81,
    `The committee met on Tuesday to discuss the budget for the coming year. After several hours of debate, it agreed that spending on infrastructure should rise by eight percent, while the allowance for travel would be cut in half. Nobody was entirely happy with the result, but everyone admitted that a decision was better than another month of waiting. The chair thanked the members for their patience and closed the meeting shortly before midnight.`,
  ],
  [
    'German prose',
    85,
    `Der Ausschuss trat am Dienstag zusammen, um über den Haushalt des kommenden Jahres zu beraten. Nach mehreren Stunden der Aussprache einigte man sich darauf, dass die Ausgaben für die Verkehrsinfrastruktur um acht Prozent steigen sollen, während die Reisekostenpauschale halbiert wird. Niemand war mit dem Ergebnis vollständig zufrieden, doch alle räumten ein, dass eine Entscheidung besser sei als ein weiterer Monat des Wartens.`,
  ],
  [
    'French prose',
    81,
    `Le comité s'est réuni mardi pour discuter du budget de l'année prochaine. Après plusieurs heures de débat, il a été convenu que les dépenses d'infrastructure augmenteraient de huit pour cent, tandis que les frais de déplacement seraient réduits de moitié. Personne n'était entièrement satisfait du résultat, mais chacun admettait qu'une décision valait mieux qu'un mois d'attente supplémentaire.`,
  ],
  [
    'Russian prose',
    79,
    `Комитет собрался во вторник, чтобы обсудить бюджет на следующий год. После нескольких часов споров было решено, что расходы на инфраструктуру вырастут на восемь процентов, а средства на поездки сократят вдвое. Никто не был полностью доволен результатом, но все признали, что решение лучше, чем ещё один месяц ожидания.`,
  ],
  [
    'Chinese prose',
    87,
    `委员会于周二开会讨论明年的预算。经过几个小时的辩论,大家同意基础设施支出应增加百分之八,而差旅费用将削减一半。没有人对结果完全满意,但所有人都承认,做出决定总比再等一个月要好。主席感谢各位成员的耐心,并在午夜前不久结束了会议。`,
  ],
  [
    'Japanese prose',
    96,
    `委員会は火曜日に集まり、来年度の予算について話し合った。数時間の議論の末、インフラへの支出を八パーセント増やし、出張費を半分に減らすことで合意した。結果に完全に満足した人はいなかったが、もう一か月待つよりは決める方がよいと誰もが認めた。`,
  ],
  [
    'Korean prose',
    82,
    `위원회는 화요일에 모여 내년 예산을 논의했다. 몇 시간의 토론 끝에 기반 시설 지출을 8퍼센트 늘리고 출장비는 절반으로 줄이기로 합의했다. 결과에 완전히 만족한 사람은 없었지만, 한 달을 더 기다리는 것보다는 결정을 내리는 것이 낫다고 모두 인정했다.`,
  ],
  [
    'Arabic prose',
    51,
    `اجتمعت اللجنة يوم الثلاثاء لمناقشة ميزانية العام المقبل. وبعد عدة ساعات من النقاش اتفق الأعضاء على زيادة الإنفاق على البنية التحتية بنسبة ثمانية في المئة، بينما تُخفض نفقات السفر إلى النصف.`,
  ],
  [
    'TypeScript',
    143,
    `export function groupBy<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

const totals = [...groupBy(rows, (row) => row.accountId)].map(([accountId, entries]) => ({
  accountId,
  amount: entries.reduce((sum, { amount }) => sum + amount, 0n),
}));
`,
  ],
  [
    'Python',
    119,
    `def moving_average(values, window):
    """Averages of the last \`window\` values, None until there are enough."""
    total = 0.0
    result = []
    for index, value in enumerate(values):
        total += value
        if index >= window:
            total -= values[index - window]
        result.append(total / window if index >= window - 1 else None)
    return result

if __name__ == "__main__":
    print(moving_average([1, 2, 3, 4, 5.5], window=3))
`,
  ],
  [
    'JSON',
    101,
    `{"id":"ord_7Hq2","customer":{"name":"Ada Lovelace","email":"ada@example.com"},"items":[{"sku":"A-1001","quantity":2,"price":"19.90"},{"sku":"B-2040","quantity":1,"price":"149.00"}],"total":"188.80","currency":"EUR","createdAt":"2026-11-22T09:41:07.512Z","paid":true,"notes":null}`,
  ],
  [
    'Markdown table',
    99,
    `| Region | Q1 | Q2 | Q3 | Q4 |
| --- | ---: | ---: | ---: | ---: |
| North | 12,480 | 13,905 | 11,220 | 15,760 |
| South | 9,310 | 8,875 | 10,440 | 12,015 |
| West | 20,115 | 22,640 | 21,980 | 24,305 |
`,
  ],
  [
    'Hexadecimal',
    76,
    `9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 3fdba35f04dc8c462986c992bcf875546257113072a909c162f7e470e581e278`,
  ],
];
