import type { FieldTexts } from '../en/en-field.ts';
import { entries, n, nim, seats, withParticle } from './korean.ts';

const minutes = (of: number): string => `${n(of)}분`;
const hours = (of: number): string => `${n(of)}시간`;
const toTell = (of: number): string => `알려야 할 일행이 ${n(of)}팀 있고, 알릴 때까지 받은 일에 남습니다.`;

export const koField: FieldTexts = {
  promise: {
    until: (time) => `${time}까지 보내면 보장`,
    fromOwn: '이 기기가 가져간 좌석에서',
    reachable: '보장된 예약에는 필요 없습니다.',
    split: (word, granted, wanted) => `${word}: ${n(wanted)} 중 ${n(granted)}`,
    takeRest: (of) => `남은 ${seats(of)}만 예약`,
  },

  allot: {
    open: '좌석 가져가기',
    title: (session) => `가져가기: ${session}`,
    about: '기기가 가져간 좌석은 그 기기만 씁니다. 그 좌석으로 한 예약은 그동안 누가 예약하든 지켜집니다.',
    howMany: '가져갈 좌석',
    hours: '얼마 동안',
    hoursOf: hours,
    forDevice: '어느 기기에',
    thisDevice: '이 기기',
    device: (name, person) => (person ? `${name} (${person})` : name),
    another: '다른 기기',
    othersOffline: '다른 기기는 네트워크가 있어야 알 수 있습니다.',
    save: '가져가기',
    saveFor: '떼어 두기',
    saving: '저장하는 중',
    none: '좌석을 하나 이상 선택하세요.',
    list: '가져간 좌석',
    nobody: '여기서 좌석을 가져간 기기가 없습니다.',
    line: (party, left) => `${party}, 이 가운데 ${left} 아직 예약 안 함`,
    allBooked: (party) => `${party}, 모두 예약됨`,
    sign: (guaranteed, drawUntil) => `${guaranteed}, ${drawUntil}까지 예약`,
    asked: '서버에 도착해야 효력이 있습니다. 그때까지 연결되는 곳에 계세요.',
    until: (until, drawUntil) => `${drawUntil}까지 이 좌석으로 예약하고, ${until}까지 보내면 보장됩니다.`,
    untilOfOthers: (until) => `${until}까지.`,
    over: (until) => `기한은 ${until}입니다. 이제는 가예약하고, 가진 것을 보내세요.`,
    giveBack: '남은 좌석 돌려주기',
    giveBackOf: (party) => `${party} 가운데 남은 좌석 돌려주기`,
    taken: (of) => `이 기기에 저장됨: ${seats(of)} 요청.`,
    given: '이 기기에 저장됨: 좌석을 돌려줌.',
  },

  ready: {
    title: '떠날 준비가 되었나요?',
    ready: '준비 완료: 아래 항목이 모두 갖춰졌습니다.',
    notReady: (of) => `떠나기 전에 확인할 것이 ${n(of)}가지 있습니다.`,
    data: '데이터 받기',
    dataOk: (of, at) => `기록 ${entries(of)}, ${at} 기준`,
    dataMissing: (done, of) => `기록 ${n(of)}건 중 ${n(done)}건. 모두 받을 때까지 연결되는 곳에 계세요.`,
    dataNever: '아직 받은 것이 없습니다. 한 번 연결하세요.',
    sent: '모두 보내기',
    sentOk: (at) => (at ? `보낼 것 0건, 마지막 전송 ${at}` : '보낼 것 0건'),
    unsent: (of) => `보낼 것 ${entries(of)}. 연결되는 동안 지금 보내세요.`,
    seats: '가져간 좌석',
    seatsOk: (of, sessions, until) => `회차 ${n(sessions)}개에서 ${seats(of)}, ${until}까지 예약`,
    seatsNone: '0석: 연결되지 않는 곳에서 하는 예약은 가예약입니다. 회차를 열어 좌석을 가져가세요.',
    storage: '저장소 보호',
    storageOk: (used, quota) => `예, ${quota} 중 ${used} 사용`,
    storageNot: (used) =>
      `아니요, 브라우저가 ${withParticle(used, '을/를')} 지울 수 있습니다. 아래에서 보호를 요청하세요.`,
    clock: '시계 맞음',
    clockOk: (seconds) => `서버와 ${n(seconds)}초 차이`,
    clockWrong: (span) =>
      `서버와 ${span} 차이. 기기 시각을 네트워크에 맞추세요. 지금 표시되는 시각은 틀립니다.`,
    clockUnknown: '알 수 없음: 서버에 연결되지 않습니다.',
    app: '최신 앱',
    appOk: (version) => `버전 ${version}, 확인된 최신 버전`,
    appOld: (version) => `버전 ${version}, 더 새로운 버전으로 바꿀 수 있습니다.`,
    putIn: '지금 바꾸기',
    again: '다시 확인',
    looking: '확인하는 중',
    yes: '완료',
    no: '할 일',
    unknown: '알 수 없음',
  },

  hold: {
    label: '확정 기한',
    none: '기한 없음',
    minutes: (of) => `${minutes(of)} 안에`,
    hours: (of) => `${hours(of)} 안에`,
    until: (time) => `${time}까지 확정 대기`,
    pending: (of) => `서버에 도착하면 ${minutes(of)} 동안 확정 대기`,
  },

  offer: {
    policy: '좌석이 나면',
    atOnce: '다음 차례의 손님에게 바로 배정',
    keep: '다음 차례의 손님이 답할 때까지 남겨 둠',
    within: '답할 기한',
    minutes: (of) => (of < 60 ? minutes(of) : hours(of / 60)),
    open: (party) => `${party} 제안됨`,
    until: (time) => `${time}까지 답변`,
    accept: '손님이 제안을 수락함',
    decline: '손님이 제안을 거절함',
    accepted: (guest) => `이 기기에 저장됨: ${nim(guest)} 제안 수락.`,
    declined: (guest) => `이 기기에 저장됨: ${nim(guest)} 제안 거절.`,
  },

  session: {
    open: '변경',
    title: (session) => `변경: ${session}`,
    what: '바꿀 것',
    change: {
      RescheduleSession: '시각 변경',
      CloseSession: '예약 마감',
      ReopenSession: '예약 재개',
      CancelSession: '회차 취소',
    },
    starts: '시작',
    ends: '끝',
    reason: '사유(이력에 나옵니다)',
    reasonDefault: '운영 담당자의 결정',
    missing: '시작과 끝 시각이 모두 필요합니다.',
    means: {
      RescheduleSession: toTell,
      CloseSession: () =>
        '기기가 가져간 좌석 말고는 여기서 더 이상 예약할 수 없습니다. 이미 한 예약은 그대로입니다.',
      ReopenSession: () => '다시 예약을 받고, 대기 중인 손님 가운데 맞는 손님이 올라갑니다.',
      CancelSession: (of) => `다시 열 수 없습니다. ${toTell(of)}`,
    },
    save: {
      RescheduleSession: '새 시각 저장',
      CloseSession: '예약 마감하기',
      ReopenSession: '다시 열기',
      CancelSession: '완전히 취소하기',
    },
    saved: {
      RescheduleSession: '이 기기에 저장됨: 새 시각.',
      CloseSession: '이 기기에 저장됨: 예약 마감.',
      ReopenSession: '이 기기에 저장됨: 예약 재개.',
      CancelSession: '이 기기에 저장됨: 회차 취소.',
    },
  },

  tell: {
    offered: (guest, session, what) =>
      `${nim(guest)}, 안녕하세요. “${session}”에 자리가 나서 ${withParticle(what, '을/를')} 남겨 두었습니다. 이용하시겠습니까? 오래 남겨 둘 수 없으니 빨리 답해 주시기 바랍니다.`,
    offerOver: (guest, session) =>
      `${nim(guest)}, 안녕하세요. 제때 답을 받지 못해 “${session}”에 남겨 둔 좌석이 다음 손님에게 넘어갔습니다.`,
    holdOver: (guest, session) =>
      `${nim(guest)}, 안녕하세요. “${session}” 예약이 제때 확정되지 않아 좌석을 돌려놓았습니다. 아직 오실 생각이 있으면 알려 주시기 바랍니다.`,
    moveUndone: (guest, session, what) =>
      `${nim(guest)}, 안녕하세요. 옮기려던 회차가 가득 차서 “${session}” 예약(${what})을 그대로 유지합니다.`,
  },

  move: {
    open: '다른 회차로 옮기기',
    title: (guest) => `${nim(guest)} 옮기기`,
    what: (party) => `${withParticle(party, '이/가')} 함께 가고, 여기 좌석은 비워집니다.`,
    search: '회차 찾기',
    none: '이 좌석이 남은 다른 회차가 없습니다.',
    left: (of) => `${seats(of)} 남음`,
    sameDay: '같은 날',
    otherDays: '다른 날',
    provisional: '서버에 도착할 때까지는 임시입니다. 두 회차가 함께 바뀌거나, 둘 다 바뀌지 않습니다.',
    keep: '그대로 두기',
    moved: (guest, session) => `이 기기에 저장됨: ${nim(guest)}, ${withParticle(session, '으로/로')} 옮김.`,
  },
};
