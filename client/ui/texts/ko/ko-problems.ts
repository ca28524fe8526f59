import type { ProblemCode } from '../../../../shared/sync/problem-code.ts';
import type { Texts } from '../en/en.ts';

export const problems: Record<ProblemCode, string> = {
  'sign-in': '서버가 로그인을 요청합니다.',
  'not-enrolled': '서버가 이 기기를 알지 못합니다.',
  credentials: '메일 주소나 비밀번호가 맞지 않습니다.',
  'enrolment-code': '이미 사용했거나 10분이 지난 코드입니다. 새 코드를 요청하세요.',
  'sign-on-unreachable':
    '소속 기관의 로그인에 연결할 수 없습니다. 바뀐 것은 없습니다. 몇 분 뒤에 다시 시도하거나, 계정이 있으면 메일 주소와 비밀번호로 로그인하세요.',
  'too-many-attempts': '시도가 너무 많았습니다. 15분 뒤에 다시 시도하세요.',
  'too-many-devices':
    '이 장부에서 기기 50대를 사용하고 있습니다. 다른 기기에서 쓰지 않는 기기를 해지하거나 운영 담당자에게 부탁하세요.',
  'too-many-enrolments': '하루 동안 이 장부에 기기 100대를 등록했습니다. 내일 다시 시도하세요.',
  'too-many-feeds': '서버가 이미 많은 기기에 새 소식을 보내고 있어, 이 기기는 직접 물어봅니다.',
  origin: '다른 사이트에서 온 요청입니다.',
  host: '서버가 이 이름으로 알려져 있지 않습니다.',
  'not-found': '서버에 없거나 이제 없어졌습니다. 바뀐 것은 없습니다. 지금 상태를 다시 확인하세요.',
  'method-not-allowed': '서버가 여기서는 이 일을 하지 않습니다.',
  'not-json': '서버가 요청을 읽지 못했습니다.',
  malformed: '서버가 요청을 읽지 못했습니다.',
  'too-large':
    '서버가 받아들이지 않았고, 너무 커서 운영 담당자를 위해 보관하지도 못합니다. 이 기기에만 있으니 파일로 저장해 운영 담당자에게 맡기세요.',
  'too-deep': '요청의 구조가 너무 깊습니다.',
  'too-many': '한 번에 보낸 기록이 너무 많습니다.',
  'update-app': '이 버전의 앱과 서버가 서로 맞지 않습니다.',
  'epoch-changed': '서버를 백업에서 복원했습니다.',
  schema: '서버가 받는 형식의 기록이 아닙니다.',
  actor: '기록의 작성자가 다른 사람으로 되어 있습니다.',
  'facts-differ': '서버에 같은 번호의 다른 기록이 있습니다.',
  'event-id-taken': '서버에 같은 번호의 다른 기록이 있습니다.',
  'session-unknown': '서버가 이 회차를 알지 못합니다.',
  'session-exists': '서버에 같은 번호의 회차가 이미 있습니다.',
  'session-ends-before-it-starts': '회차가 시작 전에 끝나게 됩니다.',
  'reservation-unknown': '서버가 이 예약을 알지 못합니다.',
  'allotment-unknown': '서버가 가져간 좌석을 알지 못합니다.',
  'allotment-exists': '서버에 같은 번호의 다른 좌석이 있습니다.',
  'allotment-of-another': '다른 기기가 가져간 좌석입니다.',
  'move-incomplete': '옮길 두 회차 가운데 하나만 적혀 있습니다.',
  'split-unasked': '요청하지 않았는데 일행이 나뉘게 됩니다.',
  'granted-above-wanted': '요청보다 많은 좌석이 주어졌습니다.',
  'derived-as-fact': '결과로 정해질 일을 사실로 적은 기록입니다.',
  'depends-on': '서버가 받지 않은 기록에 이어지는 기록입니다.',
  'set-aside': '운영 담당자가 제쳐 두었습니다.',
  'only-set-aside': '보낸 사람과 작성자가 달라 아무도 받아들일 수 없습니다.',
  'last-administrator': '이 장부에는 관리자가 있어야 합니다. 먼저 다른 사람을 관리자로 지정하세요.',
  'account-of-others':
    '이 장부만의 계정이 아니고 비밀번호도 여기서 준 것이 아니어서 여기서는 누구도 바꿀 수 없습니다. ‘모든 기기’에서 브라우저용 코드를 만들거나, 서버를 운영하는 사람에게 새 비밀번호를 요청하세요.',
  'account-exists':
    '이 메일 주소의 계정이 이미 있고 비밀번호는 그대로입니다. 아무것도 설정하지 않았으며 링크는 계속 쓸 수 있습니다. 다른 메일 주소를 쓰세요. 이 주소는 나중에 ‘사람’에서 추가할 수 있습니다.',
  'device-revoked': '운영 담당자가 이 기기를 해지했습니다.',
  'role-withdrawn': '더 이상 이 장부의 구성원이 아닙니다.',
  'not-permitted': '이 역할로는 할 수 없는 일입니다.',
  'type-unknown': '서버가 앱보다 오래되어 이런 종류의 기록을 아직 알지 못합니다.',
  'derived-differ': '서버의 결과가 달라 이 기기가 다시 확인합니다.',
  oversold: '없는 좌석을 팔게 됩니다.',
  'quarantine-full':
    '운영 담당자를 기다리는 내 기록이 너무 많습니다. ‘관리’의 ‘보류함’에서 처리해 달라고 부탁하고, 이 기록은 파일로 저장해 전달하세요.',
  unavailable: '지금은 서버가 이 일을 할 수 없습니다.',
  internal: '서버에 문제가 생겼습니다.',
};

export const signOnFailures: Texts['signIn']['failed'] = {
  failed: {
    what: '소속 기관의 로그인이 되지 않았습니다.',
    todo: '다시 시도하세요. 계속되면 메일 주소와 비밀번호로 로그인하거나 관리자에게 알리세요.',
  },
  'not-admitted': {
    what: '소속 기관은 본인을 확인했지만, 그 메일 주소로 등록된 사람이 여기에 없습니다.',
    todo: '관리자에게 그 주소로 추가해 달라고 요청하세요.',
  },
  'no-mail': {
    what: '소속 기관의 로그인에 확인된 메일 주소가 없습니다.',
    todo: '그곳에서 메일 주소를 확인받은 뒤 다시 시도하세요.',
  },
  'other-person': {
    what: '소속 기관의 로그인이 알려 준 메일 주소는 전에 다른 사람이 쓰던 것이고, 그 사람의 계정이 여기에 있습니다.',
    todo: '그 사람의 것은 열리지 않았습니다. 관리자에게 다른 주소로 추가해 달라고 요청하세요.',
  },
};

const everything = '저장됨으로 표시된 것은 모두 그대로 있습니다.';
export const storage: Texts['storage'] = {
  quota: {
    what: '이 기기에 남은 공간이 없습니다.',
    kept: everything,
    todo: '사진이나 파일을 지운 뒤 다시 시도하세요.',
  },
  lost: {
    what: '이 기기의 저장소와 연결이 끊어졌습니다.',
    kept: everything,
    todo: '다시 시도하세요. 또 일어나면 앱을 다시 시작하세요.',
  },
  vanished: {
    what: '브라우저가 이 앱의 저장소를 지웠습니다.',
    kept: '보낸 것은 서버에 안전하게 있습니다. 보내지 않은 것은 이 기기에서 사라졌습니다.',
    todo: '앱을 새로 고치고 이 기기를 다시 등록하세요.',
  },
  'newer-version': {
    what: '다른 탭에 이 앱의 다른 버전이 열려 있습니다.',
    kept: everything,
    todo: '다른 탭을 닫고 이 탭을 새로 고치세요.',
  },
  damaged: {
    what: '이 기기의 저장소에 읽을 수 없는 것이 있습니다.',
    kept: '아무것도 지우지 않았습니다.',
    todo: '앱을 새로 고치세요. 계속되면 보내지 않은 것을 파일로 저장하고 도움을 요청하세요.',
  },
  failed: {
    what: '이 기기에 적지 못했습니다.',
    kept: everything,
    todo: '다시 시도하세요. 계속되면 앱을 다시 시작하세요.',
  },
};

export const statuses: Texts['statuses'] = {
  unscheduled: '등록 안 됨',
  open: '예약 가능',
  closed: '예약 마감',
  cancelled: '회차 취소됨',
};
