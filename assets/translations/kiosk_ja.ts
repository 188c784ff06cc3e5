<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="ko">
<context>
    <name></name>
    <message id="language.name">
        <source>한국어</source>
        <translation>日本語</translation>
    </message>
    <message id="language.title">
        <source>어떤 말로 볼까요?</source>
        <translation>言語を選んでください</translation>
    </message>
    <message id="language.button">
        <source>English 中文 日本語</source>
        <translation>한국어 English 中文</translation>
    </message>
    <message id="language.button-short">
        <source>EN 中 日</source>
        <translation>한 EN 中</translation>
    </message>
    <message id="language.names.ko">
        <source>한국어</source>
        <translation>한국어</translation>
    </message>
    <message id="language.names.en">
        <source>English</source>
        <translation>English</translation>
    </message>
    <message id="language.names.zh">
        <source>中文</source>
        <translation>中文</translation>
    </message>
    <message id="language.names.ja">
        <source>日本語</source>
        <translation>日本語</translation>
    </message>
    <message id="aid.larger.words">
        <source>큰 글씨</source>
        <translation>大きい字</translation>
    </message>
    <message id="aid.larger.short">
        <source>크게</source>
        <translation>大きく</translation>
    </message>
    <message id="aid.contrast.words">
        <source>고대비</source>
        <translation>はっきり</translation>
    </message>
    <message id="aid.contrast.short">
        <source>진하게</source>
        <translation>濃く</translation>
    </message>
    <message id="aid.low.words">
        <source>낮은 화면</source>
        <translation>低い画面</translation>
    </message>
    <message id="aid.low.short">
        <source>낮게</source>
        <translation>低く</translation>
    </message>
    <message id="aid.voice.words">
        <source>음성</source>
        <translation>音声</translation>
    </message>
    <message id="aid.voice.short">
        <source>음성</source>
        <translation>音声</translation>
    </message>
    <message id="aid.replay.words">
        <source>다시 듣기</source>
        <translation>もう一度</translation>
    </message>
    <message id="aid.replay.short">
        <source>다시</source>
        <translation>再生</translation>
    </message>
    <message id="voice.title">
        <source>음성 바꾸기</source>
        <translation>音声を変える</translation>
    </message>
    <message id="voice.close">
        <source>돌아가기</source>
        <translation>もどる</translation>
    </message>
    <message id="voice.unheard">
        <source>소리가 나지 않습니다</source>
        <translation>音が出ません</translation>
    </message>
    <message id="voice.choice.slower">
        <source>더 느리게</source>
        <translation>遅く</translation>
    </message>
    <message id="voice.choice.faster">
        <source>더 빠르게</source>
        <translation>速く</translation>
    </message>
    <message id="voice.choice.quieter">
        <source>더 작게</source>
        <translation>小さく</translation>
    </message>
    <message id="voice.choice.louder">
        <source>더 크게</source>
        <translation>大きく</translation>
    </message>
    <message id="voice.choice.stop">
        <source>말 멈추기</source>
        <translation>話を止める</translation>
    </message>
    <message id="voice.choice.off">
        <source>음성 끄기</source>
        <translation>音声を切る</translation>
    </message>
    <message id="voice.at-end.slower">
        <source>더 느릴 수 없습니다</source>
        <translation>これがいちばん遅いです</translation>
    </message>
    <message id="voice.at-end.faster">
        <source>더 빠를 수 없습니다</source>
        <translation>これがいちばん速いです</translation>
    </message>
    <message id="voice.at-end.quieter">
        <source>더 작을 수 없습니다</source>
        <translation>これがいちばん小さいです</translation>
    </message>
    <message id="voice.at-end.louder">
        <source>더 클 수 없습니다</source>
        <translation>これがいちばん大きいです</translation>
    </message>
    <message id="voice.speed.label">
        <source>빠르기</source>
        <translation>速さ</translation>
    </message>
    <message id="voice.speed.1">
        <source>아주 느리게</source>
        <translation>とても遅い</translation>
    </message>
    <message id="voice.speed.2">
        <source>조금 느리게</source>
        <translation>少し遅い</translation>
    </message>
    <message id="voice.speed.3">
        <source>보통</source>
        <translation>ふつう</translation>
    </message>
    <message id="voice.speed.4">
        <source>조금 빠르게</source>
        <translation>少し速い</translation>
    </message>
    <message id="voice.speed.5">
        <source>아주 빠르게</source>
        <translation>とても速い</translation>
    </message>
    <message id="voice.volume.label">
        <source>소리</source>
        <translation>音</translation>
    </message>
    <message id="voice.volume.1">
        <source>아주 작게</source>
        <translation>とても小さい</translation>
    </message>
    <message id="voice.volume.2">
        <source>조금 작게</source>
        <translation>少し小さい</translation>
    </message>
    <message id="voice.volume.3">
        <source>보통</source>
        <translation>ふつう</translation>
    </message>
    <message id="voice.volume.4">
        <source>조금 크게</source>
        <translation>少し大きい</translation>
    </message>
    <message id="voice.volume.5">
        <source>아주 크게</source>
        <translation>とても大きい</translation>
    </message>
    <message id="said.facility">
        <source>{name}입니다</source>
        <translation>{name}です</translation>
    </message>
    <message id="said.step">
        <source>{steps} 가운데 {nth}, {name}</source>
        <translation>{steps}のうち{nth}、{name}</translation>
    </message>
    <message id="said.page">
        <source>{pages}쪽 가운데 {page}쪽입니다</source>
        <translation>{pages}ページのうち{page}ページです</translation>
    </message>
    <message id="said.time">
        <source>{hour}시 {minute}분</source>
        <translation>{hour}時{minute}分</translation>
    </message>
    <message id="said.choices">
        <source>{count}가지 가운데 고르세요</source>
        <translation>{count}個の中から選んでください</translation>
    </message>
    <message id="said.lead">
        <source>아래 {words} 단추를 누르세요</source>
        <translation>次に「{words}」を押してください</translation>
    </message>
    <message id="said.cant">
        <source>{words}, 지금은 누를 수 없습니다</source>
        <translation>{words}、今は押せません</translation>
    </message>
    <message id="said.aid-on">
        <source>{words} 켜짐</source>
        <translation>{words}、入り</translation>
    </message>
    <message id="said.aid-off">
        <source>{words} 꺼짐</source>
        <translation>{words}、切り</translation>
    </message>
    <message id="said.how">
        <source>한 번 누르면 읽어 드리고, 한 번 더 누르면 됩니다</source>
        <translation>一度押すと読み上げ、もう一度押すと決まります</translation>
    </message>
    <message id="said.headset">
        <source>이어폰으로 들려 드립니다</source>
        <translation>イヤホンでお聞きいただけます</translation>
    </message>
    <message id="said.no-headset">
        <source>이어폰이 빠졌습니다</source>
        <translation>イヤホンが抜けました</translation>
    </message>
    <message id="said.withheld">
        <source>코인과 이름은 이어폰을 꽂으시면 읽어 드립니다</source>
        <translation>コインと名前はイヤホンをつなぐと読み上げます</translation>
    </message>
    <message id="said.pin-headset">
        <source>숫자는 이어폰으로만 읽어 드립니다</source>
        <translation>数字はイヤホンだけで読み上げます</translation>
    </message>
    <message id="said.pin-no-headset">
        <source>숫자는 이어폰을 꽂으셔야 읽어 드립니다. 지금은 누르면 바로 들어갑니다</source>
        <translation>数字はイヤホンをつなぐと読み上げます。今は押すとすぐ入ります</translation>
    </message>
    <message id="said.steps.1">
        <source>한 단계</source>
        <translation>1段階</translation>
    </message>
    <message id="said.steps.2">
        <source>두 단계</source>
        <translation>2段階</translation>
    </message>
    <message id="said.steps.3">
        <source>세 단계</source>
        <translation>3段階</translation>
    </message>
    <message id="said.steps.4">
        <source>네 단계</source>
        <translation>4段階</translation>
    </message>
    <message id="said.steps.5">
        <source>다섯 단계</source>
        <translation>5段階</translation>
    </message>
    <message id="said.nth.1">
        <source>첫째</source>
        <translation>1番目</translation>
    </message>
    <message id="said.nth.2">
        <source>둘째</source>
        <translation>2番目</translation>
    </message>
    <message id="said.nth.3">
        <source>셋째</source>
        <translation>3番目</translation>
    </message>
    <message id="said.nth.4">
        <source>넷째</source>
        <translation>4番目</translation>
    </message>
    <message id="said.nth.5">
        <source>다섯째</source>
        <translation>5番目</translation>
    </message>
    <message id="bar.back">
        <source>이전</source>
        <translation>戻る</translation>
    </message>
    <message id="bar.start-over">
        <source>처음으로</source>
        <translation>最初から</translation>
    </message>
    <message id="bar.call-staff">
        <source>직원 호출</source>
        <translation>係員を呼ぶ</translation>
    </message>
    <message id="clock.morning">
        <source>오전 {hour}:{minute:02d}</source>
        <translation>午前{hour}:{minute:02d}</translation>
    </message>
    <message id="clock.afternoon">
        <source>오후 {hour}:{minute:02d}</source>
        <translation>午後{hour}:{minute:02d}</translation>
    </message>
    <message id="clock.minutes">
        <source>{minutes}분</source>
        <translation>{minutes}分</translation>
    </message>
    <message id="clock.hours">
        <source>{hours}시간</source>
        <translation>{hours}時間</translation>
    </message>
    <message id="clock.both">
        <source>{hours}시간 {minutes}분</source>
        <translation>{hours}時間{minutes}分</translation>
    </message>
    <message id="date.day">
        <source>{month}월 {day}일</source>
        <translation>{month}月{day}日</translation>
    </message>
    <message id="date.day-year">
        <source>{year}년 {month}월 {day}일</source>
        <translation>{year}年{month}月{day}日</translation>
    </message>
    <message id="date.month.1">
        <source>1</source>
        <translation>1</translation>
    </message>
    <message id="date.month.2">
        <source>2</source>
        <translation>2</translation>
    </message>
    <message id="date.month.3">
        <source>3</source>
        <translation>3</translation>
    </message>
    <message id="date.month.4">
        <source>4</source>
        <translation>4</translation>
    </message>
    <message id="date.month.5">
        <source>5</source>
        <translation>5</translation>
    </message>
    <message id="date.month.6">
        <source>6</source>
        <translation>6</translation>
    </message>
    <message id="date.month.7">
        <source>7</source>
        <translation>7</translation>
    </message>
    <message id="date.month.8">
        <source>8</source>
        <translation>8</translation>
    </message>
    <message id="date.month.9">
        <source>9</source>
        <translation>9</translation>
    </message>
    <message id="date.month.10">
        <source>10</source>
        <translation>10</translation>
    </message>
    <message id="date.month.11">
        <source>11</source>
        <translation>11</translation>
    </message>
    <message id="date.month.12">
        <source>12</source>
        <translation>12</translation>
    </message>
    <message id="amount.coins">
        <source>{count:,}{unit}</source>
        <translation>{count:,}{unit}</translation>
    </message>
    <message id="amount.won">
        <source>({won:,}원)</source>
        <translation>({won:,}ウォン)</translation>
    </message>
    <message id="amount.won-alone">
        <source>{won:,}원</source>
        <translation>{won:,}ウォン</translation>
    </message>
    <message id="amount.rest">
        <source>은행 카드로 {won:,}원</source>
        <translation>銀行カードで{won:,}ウォン</translation>
    </message>
    <message id="amount.rest-short">
        <source>카드로 {won:,}원</source>
        <translation>カード{won:,}ウォン</translation>
    </message>
    <message id="amount.rest-least">
        <source>+{won:,}원</source>
        <translation>+{won:,}ウォン</translation>
    </message>
    <message id="amount.least">
        <source>{amount}부터</source>
        <translation>{amount}から</translation>
    </message>
    <message id="page.previous">
        <source>앞 쪽</source>
        <translation>前へ</translation>
    </message>
    <message id="page.next">
        <source>다음 쪽</source>
        <translation>続き</translation>
    </message>
    <message id="step.code">
        <source>QR 보이기</source>
        <translation>QRを見せる</translation>
    </message>
    <message id="step.confirm">
        <source>확인</source>
        <translation>確認</translation>
    </message>
    <message id="step.ticket">
        <source>표 받기</source>
        <translation>券を取る</translation>
    </message>
    <message id="step.gate">
        <source>지나가기</source>
        <translation>通る</translation>
    </message>
    <message id="step.done">
        <source>마침</source>
        <translation>終わり</translation>
    </message>
    <message id="step.finding">
        <source>찾기</source>
        <translation>さがす</translation>
    </message>
    <message id="step.tender">
        <source>카드로 내기</source>
        <translation>カードで払う</translation>
    </message>
    <message id="start.title">
        <source>무엇을 하실까요?</source>
        <translation>何をなさいますか？</translation>
    </message>
    <message id="start.guide">
        <source>화면에서 고르시거나
휴대폰이나 카드를 보여 주세요</source>
        <translation>ここで選ぶか、スマホか
カードを見せてください</translation>
    </message>
    <message id="start.title-code">
        <source>QR을 읽었습니다
무엇을 하실까요?</source>
        <translation>QRを読みました
何をなさいますか？</translation>
    </message>
    <message id="news.begin">
        <source>시작하기</source>
        <translation>始める</translation>
    </message>
    <message id="news.pause">
        <source>멈춤</source>
        <translation>止める</translation>
    </message>
    <message id="news.go-on">
        <source>계속</source>
        <translation>進める</translation>
    </message>
    <message id="news.next">
        <source>다음</source>
        <translation>次へ</translation>
    </message>
    <message id="news.number">
        <source>{number} / {count}</source>
        <translation>{number} / {count}</translation>
    </message>
    <message id="chosen.label">
        <source>고르신 것</source>
        <translation>選んだもの</translation>
    </message>
    <message id="code.title">
        <source>휴대폰이나 카드를
화면 밑에 보여 주세요</source>
        <translation>スマホかカードを
画面の下へどうぞ</translation>
    </message>
    <message id="code.title-read">
        <source>몇 장 드릴까요?</source>
        <translation>何枚にしますか？</translation>
    </message>
    <message id="code.title-read-one">
        <source>이대로 할까요?</source>
        <translation>これでよいですか？</translation>
    </message>
    <message id="code.title-sender">
        <source>보내는 분의 QR을
보여 주세요</source>
        <oldsource>보내는 분의 휴대폰이나
카드를 보여 주세요</oldsource>
        <translation>送る方のQRを
見せてください</translation>
    </message>
    <message id="code.title-sender-read">
        <source>보내는 분 QR을
읽었습니다</source>
        <oldsource>QR을 읽었습니다</oldsource>
        <translation>送る方のQRを
読みました</translation>
    </message>
    <message id="code.hint-receiver">
        <source>보내는 분은
나중에 보여 주세요</source>
        <translation>送る方は
後で見せてください</translation>
    </message>
    <message id="code.sender-known">
        <source>보내는 분은
끝자리 {tail}</source>
        <oldsource>끝자리 {tail} 분이
보냅니다</oldsource>
        <translation>送る方は
末尾{tail}</translation>
    </message>
    <message id="code.guide">
        <source>이렇게 보이면 됩니다</source>
        <translation>このように見せてください</translation>
    </message>
    <message id="code.guide-read">
        <source>QR을 읽었습니다</source>
        <translation>QRを読みました</translation>
    </message>
    <message id="code.hint">
        <source>한 뼘쯤 떼어 주세요</source>
        <translation>20センチ​離してください</translation>
    </message>
    <message id="code.hint-read">
        <source>다시 보여 주지 않으셔도 됩니다</source>
        <translation>もう見せなくても大丈夫です</translation>
    </message>
    <message id="code.preview">
        <source>카메라 화면</source>
        <translation>カメラの画面</translation>
    </message>
    <message id="code.number">
        <source>몇 장</source>
        <translation>枚数</translation>
    </message>
    <message id="code.quantity">
        <source>{quantity}{unit}</source>
        <translation>{quantity}{unit}</translation>
    </message>
    <message id="code.whole">
        <source>{name} {amount}</source>
        <translation>{name} {amount}</translation>
    </message>
    <message id="code.usual">
        <source>원래 {amount}</source>
        <translation>もとは{amount}</translation>
    </message>
    <message id="code.on-top">
        <source>더 드림 최대 {amount}</source>
        <translation>上乗せ 最大{amount}</translation>
    </message>
    <message id="code.fewer">
        <source>한 장 적게</source>
        <translation>1枚減らす</translation>
    </message>
    <message id="code.more">
        <source>한 장 많게</source>
        <translation>1枚増やす</translation>
    </message>
    <message id="code.offer">
        <source>휴대폰으로
이 QR 찍기</source>
        <translation>スマホで
これを読む</translation>
    </message>
    <message id="code.preview-offer">
        <source>내 QR 보이기</source>
        <translation>QRを見せる</translation>
    </message>
    <message id="code.next">
        <source>다음</source>
        <translation>次へ</translation>
    </message>
    <message id="pin.step">
        <source>비밀번호</source>
        <translation>暗証番号</translation>
    </message>
    <message id="pin.title">
        <source>비밀번호를 누르세요</source>
        <translation>暗証番号をどうぞ</translation>
    </message>
    <message id="pin.message">
        <source>정하신 숫자 4개</source>
        <translation>決めた数字4けた</translation>
    </message>
    <message id="pin.hint">
        <source>잊으셨으면 직원을 부르세요.</source>
        <translation>忘れたら係員へどうぞ。</translation>
    </message>
    <message id="pin.hint-carer">
        <source>도와주시는 분의 QR도 됩니다.</source>
        <translation>手伝う方のQRでもできます。</translation>
    </message>
    <message id="pin.wrong">
        <source>틀렸습니다. {left}번 남았습니다.</source>
        <translation>違います。あと{left}回です。</translation>
    </message>
    <message id="pin.wrong-last">
        <source>한 번 더 틀리면 잠깁니다.</source>
        <translation>違います。次も違うと使えません。</translation>
    </message>
    <message id="pin.next">
        <source>다음</source>
        <translation>次へ</translation>
    </message>
    <message id="pin.title-badge">
        <source>직원 비밀번호</source>
        <translation>係員の暗証番号</translation>
    </message>
    <message id="pin.message-badge">
        <source>정하신 숫자 6개</source>
        <translation>決めた数字6けた</translation>
    </message>
    <message id="pin.hint-badge">
        <source>잊으셨으면 다른 직원을 부르세요.</source>
        <translation>忘れたら、ほかの係員へどうぞ。</translation>
    </message>
    <message id="pin.title-new">
        <source>새 비밀번호를
눌러 주세요</source>
        <translation>新しい暗証番号を
押してください</translation>
    </message>
    <message id="pin.title-new-again">
        <source>한 번 더
눌러 주세요</source>
        <translation>もう一度
押してください</translation>
    </message>
    <message id="pin.message-new">
        <source>카드 주인이 직접 누르는 숫자 4개</source>
        <translation>カードの持ち主が自分で押す数字4けた</translation>
    </message>
    <message id="pin.message-new-badge">
        <source>직원증 주인이 직접 누르는 숫자 6개</source>
        <translation>係員証の持ち主が自分で押す数字6けた</translation>
    </message>
    <message id="pin.differ">
        <source>두 번이 서로 달랐습니다. 처음부터 눌러 주세요.</source>
        <translation>2回の番号が違いました。最初から押してください。</translation>
    </message>
    <message id="choose.since">
        <source>{clock}</source>
        <translation>{clock}</translation>
    </message>
    <message id="keypad.erase">
        <source>지우기</source>
        <translation>消す</translation>
    </message>
    <message id="keypad.next">
        <source>다음</source>
        <translation>次へ</translation>
    </message>
    <message id="keypad.most">
        <source>{most}까지 됩니다</source>
        <translation>{most}までです</translation>
    </message>
    <message id="keypad.entered-none">
        <source>아직 누르지 않으셨습니다</source>
        <translation>まだ押していません</translation>
    </message>
    <message id="keypad.entered-some">
        <source>{of}자리 가운데 {count}자리를 누르셨습니다</source>
        <translation>{of}けたのうち{count}けたを押しました</translation>
    </message>
    <message id="keypad.entered-all">
        <source>{of}자리를 다 누르셨습니다</source>
        <translation>{of}けたを全部押しました</translation>
    </message>
    <message id="card.title">
        <source>카드를 화면 밑에 보여 주세요</source>
        <translation>カードを
画面の下へどうぞ</translation>
    </message>
    <message id="card.guide">
        <source>QR이 기계 쪽을
보게 해 주세요</source>
        <translation>QRを機械に
向けてください</translation>
    </message>
    <message id="card.hint">
        <source>한 뼘쯤 떼어 주세요</source>
        <translation>20センチ​離してください</translation>
    </message>
    <message id="readers.lost">
        <source>QR 읽는 기계를
다시 잇고 있습니다</source>
        <translation>読み取り機を
つなぎ直しています</translation>
    </message>
    <message id="readers.lost-hint">
        <source>오래 걸리면 직원을 부르세요</source>
        <translation>長いときは係員を呼んでください</translation>
    </message>
    <message id="readers.no-camera">
        <source>QR이 불빛을
보게 해 주세요</source>
        <translation>QRを光に
向けてください</translation>
    </message>
    <message id="readers.no-camera-title">
        <source>휴대폰이나 카드를
읽는 곳에 대 주세요</source>
        <translation>スマホかカードを
読み取り口へどうぞ</translation>
    </message>
    <message id="readers.no-camera-title-card">
        <source>카드를 읽는 곳에 대 주세요</source>
        <translation>カードを
読み取り口へどうぞ</translation>
    </message>
    <message id="tip.farther">
        <source>기계에서
조금 멀리</source>
        <translation>機械から
少し遠くへ</translation>
    </message>
    <message id="tip.nearer">
        <source>기계에
조금 가까이</source>
        <translation>機械に
少し近く</translation>
    </message>
    <message id="tip.brighter">
        <source>휴대폰을
더 밝게</source>
        <translation>スマホを
明るく</translation>
    </message>
    <message id="tip.brighter-hint">
        <source>카드는 밝은 쪽으로</source>
        <translation>カードは明るい方へ</translation>
    </message>
    <message id="tip.brighter-card">
        <source>그림자를
피해 주세요</source>
        <translation>影にならないように
してください</translation>
    </message>
    <message id="tip.steady">
        <source>가만히
들고 계세요</source>
        <translation>そのまま
動かさず</translation>
    </message>
    <message id="carer.title">
        <source>도와주시는 분의
QR을 보여 주세요</source>
        <translation>手伝う方のQRを
見せてください</translation>
    </message>
    <message id="carer.hint-blocked">
        <source>비밀번호가
잠긴 카드입니다</source>
        <translation>暗証番号が
使えません</translation>
    </message>
    <message id="carer.hint-not-set">
        <source>비밀번호가
없는 카드입니다</source>
        <translation>暗証番号が
ありません</translation>
    </message>
    <message id="set-clock.title">
        <source>지금 시각을 누르세요</source>
        <translation>今の日時をどうぞ</translation>
    </message>
    <message id="set-clock.message">
        <source>시계나 휴대폰을 보고 눌러 주세요</source>
        <translation>時計を見て押してください</translation>
    </message>
    <message id="set-clock.hint">
        <source>오후 2시는 14시입니다.</source>
        <translation>午後2時は14時です。</translation>
    </message>
    <message id="set-clock.labels">
        <source>년 월 일 시 분</source>
        <translation>年 月 日 時 分</translation>
    </message>
    <message id="set-clock.set">
        <source>맞추기</source>
        <translation>合わせる</translation>
    </message>
    <message id="count.label">
        <source>지금까지</source>
        <translation>今まで</translation>
    </message>
    <message id="count.done">
        <source>다 했어요</source>
        <translation>完了</translation>
    </message>
    <message id="count.hint">
        <source>다 넣으셨으면 눌러 주세요</source>
        <translation>終わったら押してください</translation>
    </message>
    <message id="tender.title">
        <source>은행 카드를 넣어 주세요</source>
        <translation>銀行カードを入れてください</translation>
    </message>
    <message id="tender.title-giving-up">
        <source>잠시만 기다려 주세요</source>
        <translation>少しお待ちください</translation>
    </message>
    <message id="tender.card">
        <source>카드 기계로 내실 돈</source>
        <translation>カードの機械で払うお金</translation>
    </message>
    <message id="tender.bank">
        <source>은행에 묻고 있습니다.
카드를 빼지 마세요.</source>
        <translation>銀行に聞いています。
カードを抜かないでください。</translation>
    </message>
    <message id="tender.giving-up">
        <source>은행 카드로 내지
않고 돌아갑니다</source>
        <translation>銀行カードを
使わずに戻ります</translation>
    </message>
    <message id="tell.title">
        <source>남은 코인입니다</source>
        <translation>残りのコインです</translation>
    </message>
    <message id="tell.title-moves">
        <source>쓰고 받은 코인</source>
        <translation>使ったコインともらったコイン</translation>
    </message>
    <message id="tell.label">
        <source>남은 코인</source>
        <translation>残りのコイン</translation>
    </message>
    <message id="tell.label-all">
        <source>모두 더해서</source>
        <translation>全部で</translation>
    </message>
    <message id="tell.here">
        <source>여기서 쓸 수 있음</source>
        <translation>ここで使える</translation>
    </message>
    <message id="tell.came">
        <source>{amount} 들어옴</source>
        <translation>{amount}入りました</translation>
    </message>
    <message id="tell.went">
        <source>{amount} 나감</source>
        <translation>{amount}出ました</translation>
    </message>
    <message id="tell.none">
        <source>아직 쓰거나 받은 것이 없습니다</source>
        <translation>まだ何もありません</translation>
    </message>
    <message id="tell.kind.spend">
        <source>쓴 코인</source>
        <translation>使ったコイン</translation>
    </message>
    <message id="tell.kind.earn">
        <source>받은 코인</source>
        <translation>もらったコイン</translation>
    </message>
    <message id="tell.kind.donate">
        <source>기부</source>
        <translation>寄付</translation>
    </message>
    <message id="tell.kind.reverse">
        <source>돌려받음</source>
        <translation>戻った分</translation>
    </message>
    <message id="tell.kind.transfer">
        <source>보내거나 받음</source>
        <translation>送ったか受けた</translation>
    </message>
    <message id="tell.kind.top_up">
        <source>채운 코인</source>
        <translation>入れたコイン</translation>
    </message>
    <message id="tell.kind.convert">
        <source>바꾼 코인</source>
        <translation>かえたコイン</translation>
    </message>
    <message id="tell.kind.other">
        <source>그 밖</source>
        <translation>ほか</translation>
    </message>
    <message id="told.badge-blocked">
        <source>비밀번호가 잠긴 직원증입니다</source>
        <translation>暗証番号が使えない係員証です</translation>
    </message>
    <message id="told.badge-not-set">
        <source>아직 비밀번호가 없는 직원증입니다</source>
        <translation>まだ暗証番号がない係員証です</translation>
    </message>
    <message id="told.badge-not-now">
        <source>지금은 직원증을 알아볼 수 없습니다</source>
        <translation>今は係員証を確認できません</translation>
    </message>
    <message id="told.not-a-badge">
        <source>직원증이 아닙니다</source>
        <translation>係員証ではありません</translation>
    </message>
    <message id="told.amount-zero">
        <source>금액을 먼저 눌러 주세요</source>
        <translation>先に金額を押してください</translation>
    </message>
    <message id="told.amount-zero-short">
        <source>금액을 눌러 주세요</source>
        <translation>金額を押してください</translation>
    </message>
    <message id="told.amount-too-large">
        <source>그렇게 큰 금액은 안 됩니다</source>
        <translation>金額が大きすぎます</translation>
    </message>
    <message id="told.amount-too-large-short">
        <source>금액이 너무 큽니다</source>
        <translation>大きすぎます</translation>
    </message>
    <message id="told.nothing-counted">
        <source>아직 넣은 것이 없습니다</source>
        <translation>まだ何も入っていません</translation>
    </message>
    <message id="told.nothing-counted-short">
        <source>아직 없습니다</source>
        <translation>まだありません</translation>
    </message>
    <message id="told.count-lost">
        <source>나가면 센 것이 없어집니다.
그래도 나가려면 한 번 더 누르세요.</source>
        <translation>出ると数えた分がなくなります。
出るにはもう一度押してください。</translation>
    </message>
    <message id="told.count-lost-short">
        <source>나가려면 한 번 더</source>
        <translation>もう一度押すと出ます</translation>
    </message>
    <message id="told.cash-back">
        <source>내신 현금은 직원이 돌려드립니다</source>
        <translation>係員が現金をお返しします</translation>
    </message>
    <message id="told.cash-back-short">
        <source>현금은 직원에게</source>
        <translation>現金は係員から</translation>
    </message>
    <message id="told.cash-left">
        <source>현금을 먼저 돌려받으세요.
그래도 나가려면 한 번 더 누르세요.</source>
        <translation>先に現金を受け取ってください。
出るにはもう一度押してください。</translation>
    </message>
    <message id="told.cash-left-short">
        <source>나가려면 한 번 더</source>
        <translation>もう一度押すと出ます</translation>
    </message>
    <message id="told.counter-away">
        <source>세는 기계가 멈췄습니다. 직원을 부르세요.</source>
        <translation>数える機械が止まりました。係員を呼んでください。</translation>
    </message>
    <message id="told.counter-away-short">
        <source>세는 기계가 멈춤</source>
        <translation>機械が止まりました</translation>
    </message>
    <message id="told.badge-cant-receive">
        <source>직원증으로는 받을 수 없습니다</source>
        <translation>係員証では受け取れません</translation>
    </message>
    <message id="told.badge-cant-receive-short">
        <source>받는 분 QR을 보여 주세요</source>
        <oldsource>직원증은 안 됩니다</oldsource>
        <translation>受け取る方のQRを</translation>
    </message>
    <message id="told.own-code-shown">
        <source>보내는 분의 QR입니다. 받는 분 것을 보여 주세요.</source>
        <translation>送る方のQRです。受け取る方のものを見せてください。</translation>
    </message>
    <message id="told.own-code-shown-short">
        <source>받는 분 QR을 보여 주세요</source>
        <oldsource>보내는 분의 QR입니다</oldsource>
        <translation>受け取る方のQRを</translation>
    </message>
    <message id="told.carers-code">
        <source>카드를 돕는 분은 받을 수 없습니다. 받는 분 것을 보여 주세요.</source>
        <translation>カードを手伝う方は受け取れません。受け取る方のものを見せてください。</translation>
    </message>
    <message id="told.carers-code-short">
        <source>받는 분 QR을 보여 주세요</source>
        <oldsource>돕는 분은 못 받습니다</oldsource>
        <translation>受け取る方のQRを</translation>
    </message>
    <message id="told.receivers-code">
        <source>받는 분의 QR입니다. 보내는 분 것을 보여 주세요.</source>
        <translation>受け取る方のQRです。送る方のものを見せてください。</translation>
    </message>
    <message id="told.receivers-code-short">
        <source>보내는 분 QR을 보여 주세요</source>
        <oldsource>받는 분의 QR입니다</oldsource>
        <translation>送る方のQRを</translation>
    </message>
    <message id="told.leftover-declined">
        <source>지금은 기부할 수 없습니다. 코인은 그대로입니다.</source>
        <translation>今は寄付できません。コインはそのままです。</translation>
    </message>
    <message id="told.leftover-declined-short">
        <source>지금은 안 됩니다</source>
        <translation>今はできません</translation>
    </message>
    <message id="wait.title">
        <source>잠시만 기다려 주세요</source>
        <translation>少しお待ちください</translation>
    </message>
    <message id="wait.checking">
        <source>확인하고 있습니다</source>
        <translation>確認しています</translation>
    </message>
    <message id="wait.finding">
        <source>찾고 있습니다</source>
        <translation>さがしています</translation>
    </message>
    <message id="wait.opening">
        <source>문을 열고 있습니다</source>
        <translation>ゲートを開けています</translation>
    </message>
    <message id="wait.printing-free">
        <source>표를 뽑고 있습니다</source>
        <translation>券を出しています</translation>
    </message>
    <message id="wait.recording">
        <source>적고 있습니다</source>
        <translation>記録しています</translation>
    </message>
    <message id="wait.printing">
        <source>코인을 썼습니다
표를 뽑고 있습니다</source>
        <translation>コインを使いました
券を出しています</translation>
    </message>
    <message id="wait.printing-again">
        <source>표를 다시 뽑고 있습니다</source>
        <translation>券をもう一度出しています</translation>
    </message>
    <message id="wait.printing-transfer">
        <source>코인을 보냈습니다
영수증을 뽑고 있습니다</source>
        <oldsource>코인을 보냈습니다
표를 뽑고 있습니다</oldsource>
        <translation>コインを送りました
控えを印刷しています</translation>
    </message>
    <message id="wait.printing-top_up">
        <source>충전했습니다
영수증을 뽑고 있습니다</source>
        <oldsource>충전했습니다
표를 뽑고 있습니다</oldsource>
        <translation>チャージしました
控えを印刷しています</translation>
    </message>
    <message id="wait.printing-convert">
        <source>코인으로 바꿨습니다
영수증을 뽑고 있습니다</source>
        <oldsource>코인으로 바꿨습니다
표를 뽑고 있습니다</oldsource>
        <translation>コインに替えました
控えを印刷しています</translation>
    </message>
    <message id="confirm.title">
        <source>이대로 할까요?</source>
        <translation>これでいいですか？</translation>
    </message>
    <message id="confirm.title-earn">
        <source>이대로 받을까요?</source>
        <translation>もらいますか？</translation>
    </message>
    <message id="confirm.title-donate">
        <source>이대로 기부할까요?</source>
        <translation>寄付しますか？</translation>
    </message>
    <message id="confirm.title-reverse">
        <source>표를 돌려주고
코인을 받을까요?</source>
        <translation>券を返して
コインを戻しますか？</translation>
    </message>
    <message id="confirm.title-transfer">
        <source>이대로 보낼까요?</source>
        <translation>送りますか？</translation>
    </message>
    <message id="confirm.title-top_up">
        <source>이대로 충전할까요?</source>
        <translation>チャージしますか？</translation>
    </message>
    <message id="confirm.title-convert">
        <source>이대로 바꿀까요?</source>
        <translation>替えますか？</translation>
    </message>
    <message id="confirm.gift">
        <source>{name}에 기부</source>
        <translation>{name}に寄付</translation>
    </message>
    <message id="confirm.from">
        <source>보내는 분</source>
        <translation>送る方</translation>
    </message>
    <message id="confirm.to">
        <source>받는 분</source>
        <translation>受け取る方</translation>
    </message>
    <message id="confirm.tail">
        <source>끝자리 {tail}</source>
        <translation>末尾 {tail}</translation>
    </message>
    <message id="confirm.between">
        <source>{item}, 보내는 분 끝자리 {sender}, 받는 분 끝자리 {receiver}</source>
        <oldsource>보내는 분 끝자리 {sender}, 받는 분 끝자리 {receiver}</oldsource>
        <translation>{item}、送る方の末尾は{sender}、受け取る方の末尾は{receiver}</translation>
    </message>
    <message id="confirm.to-whom">
        <source>받는 분 끝자리 {tail}</source>
        <translation>受け取る方 末尾 {tail}</translation>
    </message>
    <message id="confirm.give">
        <source>기부할 코인</source>
        <translation>寄付するコイン</translation>
    </message>
    <message id="confirm.earn">
        <source>받을 코인</source>
        <translation>もらうコイン</translation>
    </message>
    <message id="confirm.send">
        <source>보낼 코인</source>
        <translation>送るコイン</translation>
    </message>
    <message id="confirm.top_up">
        <source>충전할 코인</source>
        <translation>チャージするコイン</translation>
    </message>
    <message id="confirm.convert">
        <source>받을 코인</source>
        <translation>もらうコイン</translation>
    </message>
    <message id="confirm.pay-card">
        <source>카드로 낼 돈</source>
        <oldsource>은행 카드로 낼 돈</oldsource>
        <translation>カードで</translation>
    </message>
    <message id="confirm.pay-cash">
        <source>현금으로 낸 돈</source>
        <oldsource>현금으로</oldsource>
        <translation>現金で</translation>
    </message>
    <message id="confirm.bonus">
        <source>더 드림</source>
        <translation>上乗せ</translation>
    </message>
    <message id="confirm.comes">
        <source>들어올 코인</source>
        <translation>入るコイン</translation>
    </message>
    <message id="confirm.back">
        <source>돌아올 코인</source>
        <translation>戻るコイン</translation>
    </message>
    <message id="confirm.whole">
        <source>모두</source>
        <translation>全部で</translation>
    </message>
    <message id="confirm.in-coins">
        <source>코인으로</source>
        <translation>コインで</translation>
    </message>
    <message id="confirm.rest-card">
        <source>은행 카드로</source>
        <translation>銀行カードで</translation>
    </message>
    <message id="confirm.rest-desk">
        <source>데스크에 더 낼 돈</source>
        <translation>受付で払うお金</translation>
    </message>
    <message id="confirm.coming">
        <source>곧 들어올 코인</source>
        <translation>もうすぐ入るコイン</translation>
    </message>
    <message id="confirm.back-later">
        <source>나중에 들어올 돈</source>
        <translation>あとで入るお金</translation>
    </message>
    <message id="confirm.visits">
        <source>남는 횟수</source>
        <translation>残りの回数</translation>
    </message>
    <message id="confirm.readback-facts">
        <source>{facts}. {readback}</source>
        <translation>{facts}。{readback}</translation>
    </message>
    <message id="confirm.readback-earn">
        <source>{item}. 받을 코인 {coins}. 맞습니까?</source>
        <translation>{item}。もらうコイン{coins}。よろしいですか？</translation>
    </message>
    <message id="confirm.readback-reverse">
        <source>{item}, 돌려주기. 돌아올 코인 {coins}. 맞습니까?</source>
        <translation>{item}を返します。戻るコイン{coins}。よろしいですか？</translation>
    </message>
    <message id="confirm.readback-top_up">
        <source>{coins} 충전. 맞습니까?</source>
        <translation>{coins}チャージ。よろしいですか？</translation>
    </message>
    <message id="confirm.readback-convert">
        <source>{item}. 받을 코인 {coins}. 맞습니까?</source>
        <translation>{item}。もらうコイン{coins}。よろしいですか？</translation>
    </message>
    <message id="confirm.readback-free">
        <source>{item}. 코인은 쓰지 않습니다. 맞습니까?</source>
        <translation>{item}。コインは使いません。よろしいですか？</translation>
    </message>
    <message id="confirm.note-gate">
        <source>‘맞습니다’를 누르면
문이 열립니다.</source>
        <translation>「はい」を押すと
ゲートが開きます。</translation>
    </message>
    <message id="confirm.note-card">
        <source>다음에 은행 카드로
나머지를 냅니다.</source>
        <translation>次に銀行カードで
残りを払います。</translation>
    </message>
    <message id="confirm.note-screen">
        <source>‘맞습니다’를 누르면
바로 됩니다.</source>
        <translation>「はい」を押すと
終わります。</translation>
    </message>
    <message id="confirm.note-earn">
        <source>‘맞습니다’를 누르면
코인을 받습니다.</source>
        <translation>「はい」を押すと
コインが入ります。</translation>
    </message>
    <message id="confirm.note-donate">
        <source>‘맞습니다’를 누르면
기부합니다.</source>
        <translation>「はい」を押すと
寄付します。</translation>
    </message>
    <message id="confirm.note-reverse">
        <source>‘맞습니다’를 누르면
이 표는 못 씁니다.</source>
        <translation>「はい」を押すと
この券は使えません。</translation>
    </message>
    <message id="confirm.note-transfer">
        <source>‘맞습니다’를 누르면
코인을 보냅니다.</source>
        <translation>「はい」を押すと
コインを送ります。</translation>
    </message>
    <message id="confirm.note-top_up-card">
        <source>‘맞습니다’를 누르고
은행 카드로 냅니다.</source>
        <translation>「はい」を押して、
銀行カードで払います。</translation>
    </message>
    <message id="confirm.note-top_up-cash">
        <source>그만두시면 직원이
돈을 돌려드립니다.</source>
        <translation>やめるときは、係員が
お金を返します。</translation>
    </message>
    <message id="confirm.note-convert">
        <source>‘맞습니다’를 누르면
포인트를 바꿉니다.</source>
        <translation>「はい」を押すと
ポイントを替えます。</translation>
    </message>
    <message id="confirm.note-collect">
        <source>코인은 쓰지 않습니다.</source>
        <translation>コインは使いません。</translation>
    </message>
    <message id="confirm.item">
        <source>{name} {quantity}{unit}</source>
        <translation>{name} {quantity}{unit}</translation>
    </message>
    <message id="confirm.now">
        <source>지금</source>
        <translation>今</translation>
    </message>
    <message id="confirm.now-offline">
        <source>쓸 수 있음</source>
        <translation>使える分</translation>
    </message>
    <message id="confirm.use">
        <source>쓰는 코인</source>
        <translation>使う</translation>
    </message>
    <message id="confirm.none">
        <source>없음</source>
        <translation>なし</translation>
    </message>
    <message id="confirm.left">
        <source>남는 코인</source>
        <translation>残り</translation>
    </message>
    <message id="confirm.left-offline">
        <source>여기 남음</source>
        <translation>残り</translation>
    </message>
    <message id="confirm.left-transfer">
        <source>더 보낼 수 있음</source>
        <translation>まだ送れる額</translation>
    </message>
    <message id="confirm.readback-transfer">
        <source>{item}, {coins}. 더 보낼 수 있는 코인 {left}. 맞습니까?</source>
        <translation>{item}、{coins}。まだ送れる額{left}。よろしいですか？</translation>
    </message>
    <message id="confirm.readback-won-transfer">
        <source>{item}, {coins} {won}. 더 보낼 수 있는 코인 {left}. 맞습니까?</source>
        <translation>{item}、{coins}{won}。まだ送れる額{left}。よろしいですか？</translation>
    </message>
    <message id="confirm.readback">
        <source>{item}, {coins}. 남는 코인 {left}. 맞습니까?</source>
        <translation>{item}、{coins}です。残るコインは{left}です。これでいいですか？</translation>
    </message>
    <message id="confirm.readback-won">
        <source>{item}, {coins} {won}. 남는 코인 {left}. 맞습니까?</source>
        <translation>{item}、{coins}{won}です。残るコインは{left}です。これでいいですか？</translation>
    </message>
    <message id="confirm.readback-offline">
        <source>{item}, {coins}. 여기 남는 코인 {left}. 맞습니까?</source>
        <translation>{item}、{coins}です。ここで残る分は{left}です。これでいいですか？</translation>
    </message>
    <message id="confirm.readback-won-offline">
        <source>{item}, {coins} {won}. 여기 남는 코인 {left}. 맞습니까?</source>
        <translation>{item}、{coins}{won}です。ここで残る分は{left}です。これでいいですか？</translation>
    </message>
    <message id="confirm.note">
        <source>‘맞습니다’를 누르면
표가 나옵니다.</source>
        <translation>「はい」を押すと
券が出ます。</translation>
    </message>
    <message id="confirm.note-offline">
        <source>연결이 끊겨 여기서는
이만큼만 쓸 수 있습니다.</source>
        <translation>回線が切れています。</translation>
    </message>
    <message id="confirm.agree">
        <source>맞습니다</source>
        <translation>はい</translation>
    </message>
    <message id="confirm.title-collect">
        <source>물건을 받으셨나요?</source>
        <translation>品物を
受け取りましたか？</translation>
    </message>
    <message id="note.plate">
        <source>차 번호</source>
        <translation>車の番号</translation>
    </message>
    <message id="note.entered">
        <source>들어온 때</source>
        <translation>入った時</translation>
    </message>
    <message id="note.stay">
        <source>머문 시간</source>
        <translation>いた時間</translation>
    </message>
    <message id="note.fee">
        <source>모두 내실 돈</source>
        <translation>全部の値段</translation>
    </message>
    <message id="note.discount">
        <source>깎아 드림</source>
        <translation>割引</translation>
    </message>
    <message id="note.list-price">
        <source>원래 값</source>
        <translation>元の値段</translation>
    </message>
    <message id="note.paid-before">
        <source>먼저 내신 돈</source>
        <translation>前に払った分</translation>
    </message>
    <message id="note.reward">
        <source>돌려받을 돈</source>
        <translation>戻るお金</translation>
    </message>
    <message id="note.reward-at-most">
        <source>돌려받을 돈</source>
        <translation>戻るお金</translation>
    </message>
    <message id="note.rest-card">
        <source>카드로 낼 돈</source>
        <translation>カードで払う分</translation>
    </message>
    <message id="note.rest-desk">
        <source>데스크에 낼 돈</source>
        <translation>係で払う分</translation>
    </message>
    <message id="note.slot">
        <source>시간</source>
        <translation>時間</translation>
    </message>
    <message id="note.seat">
        <source>자리</source>
        <translation>席</translation>
    </message>
    <message id="note.waiting">
        <source>기다리는 순서</source>
        <translation>待つ順番</translation>
    </message>
    <message id="note.visits-left">
        <source>남는 횟수</source>
        <translation>残りの回数</translation>
    </message>
    <message id="note.valid-until">
        <source>쓸 수 있는 날</source>
        <translation>使える日</translation>
    </message>
    <message id="note.recipient">
        <source>받는 곳</source>
        <translation>送り先</translation>
    </message>
    <message id="note.field">
        <source>하신 일</source>
        <translation>したこと</translation>
    </message>
    <message id="note.order-number">
        <source>주문 번호</source>
        <translation>注文番号</translation>
    </message>
    <message id="note.cancel-until">
        <source>돌려주기</source>
        <translation>返せるのは</translation>
    </message>
    <message id="note.leave-by">
        <source>나가실 시간</source>
        <translation>出る時間</translation>
    </message>
    <message id="note.earned">
        <source>받을 코인</source>
        <translation>もらうコイン</translation>
    </message>
    <message id="note.not-counted">
        <source>못 받는 것</source>
        <translation>数えない分</translation>
    </message>
    <message id="note.free-ticket">
        <source>무료 표</source>
        <translation>無料の券</translation>
    </message>
    <message id="note.parcels">
        <source>상자</source>
        <translation>箱</translation>
    </message>
    <message id="note.shelf">
        <source>놓인 곳</source>
        <translation>置き場</translation>
    </message>
    <message id="note.points">
        <source>쓰는 포인트</source>
        <translation>使うポイント</translation>
    </message>
    <message id="note.at-most">
        <source>최대 {amount}</source>
        <translation>最大{amount}</translation>
    </message>
    <message id="note.until.valid-until">
        <source>{moment}까지</source>
        <translation>{moment}まで</translation>
    </message>
    <message id="note.until.cancel-until">
        <source>{moment}까지</source>
        <translation>{moment}まで</translation>
    </message>
    <message id="note.until.leave-by">
        <source>{moment}까지</source>
        <translation>{moment}まで</translation>
    </message>
    <message id="note.counted.visits-left">
        <source>{number}번</source>
        <translation>{number}回</translation>
    </message>
    <message id="note.counted.not-counted">
        <source>{number}개</source>
        <translation>{number}個</translation>
    </message>
    <message id="note.counted.waiting">
        <source>{number}번째</source>
        <translation>{number}番目</translation>
    </message>
    <message id="note.counted.parcels">
        <source>{number}개</source>
        <translation>{number}個</translation>
    </message>
    <message id="note.counted.points">
        <source>{number:,}점</source>
        <translation>{number:,}点</translation>
    </message>
    <message id="thanks.title">
        <source>표가 나왔습니다</source>
        <translation>券が出ました</translation>
    </message>
    <message id="thanks.title-gate">
        <source>문이 열렸습니다</source>
        <translation>ゲートが開きました</translation>
    </message>
    <message id="thanks.title-screen">
        <source>다 됐습니다</source>
        <translation>終わりました</translation>
    </message>
    <message id="thanks.title-earn">
        <source>코인을 받으셨습니다</source>
        <translation>コインをもらいました</translation>
    </message>
    <message id="thanks.title-donate">
        <source>기부하셨습니다</source>
        <translation>寄付しました</translation>
    </message>
    <message id="thanks.title-reverse">
        <source>코인이 돌아옵니다</source>
        <translation>コインが戻ります</translation>
    </message>
    <message id="thanks.title-transfer">
        <source>코인을 보냈습니다</source>
        <translation>コインを送りました</translation>
    </message>
    <message id="thanks.title-top_up">
        <source>충전했습니다</source>
        <translation>チャージしました</translation>
    </message>
    <message id="thanks.title-convert">
        <source>코인으로 바꿨습니다</source>
        <translation>コインに替えました</translation>
    </message>
    <message id="thanks.title-collect">
        <source>물건을 받으셨습니다</source>
        <translation>品物を受け取りました</translation>
    </message>
    <message id="thanks.message">
        <source>고맙습니다</source>
        <translation>ありがとうございます</translation>
    </message>
    <message id="thanks.where">
        <source>오른쪽 아래에서 가져가세요</source>
        <translation>右下から
お取りください</translation>
    </message>
    <message id="thanks.where-gate">
        <source>천천히 지나가세요</source>
        <translation>ゆっくりお通りください</translation>
    </message>
    <message id="thanks.where-leave-by">
        <source>{until} 나가세요</source>
        <translation>{until}に出てください</translation>
    </message>
    <message id="thanks.where-screen">
        <source>더 하실 것이 없습니다</source>
        <translation>ほかにすることはありません</translation>
    </message>
    <message id="thanks.where-earn">
        <source>곧 쓰실 수 있습니다</source>
        <translation>もうすぐ使えます</translation>
    </message>
    <message id="thanks.where-donate">
        <source>좋은 일에 쓰겠습니다</source>
        <translation>よいことに使います</translation>
    </message>
    <message id="thanks.where-reverse">
        <source>그 표는 이제 못 씁니다</source>
        <translation>その券はもう使えません</translation>
    </message>
    <message id="thanks.where-transfer">
        <source>두 장을 꺼내
한 장은 받는 분께</source>
        <oldsource>오른쪽 아래 두 장 중
하나는 받는 분께 드리세요</oldsource>
        <translation>2枚のうち1枚は
受け取る方へ</translation>
    </message>
    <message id="thanks.where-top_up">
        <source>오른쪽 아래에서
영수증을 가져가세요</source>
        <oldsource>표를 가져가세요</oldsource>
        <translation>右下から控えを
お取りください</translation>
    </message>
    <message id="thanks.where-convert">
        <source>오른쪽 아래에서
영수증을 가져가세요</source>
        <oldsource>표를 가져가세요</oldsource>
        <translation>右下から控えを
お取りください</translation>
    </message>
    <message id="thanks.where-collect">
        <source>안녕히 가세요</source>
        <translation>お気をつけて</translation>
    </message>
    <message id="thanks.earn">
        <source>받은 코인</source>
        <translation>もらったコイン</translation>
    </message>
    <message id="thanks.donate">
        <source>기부한 코인</source>
        <translation>寄付したコイン</translation>
    </message>
    <message id="thanks.reverse">
        <source>돌아오는 코인</source>
        <translation>戻るコイン</translation>
    </message>
    <message id="thanks.transfer">
        <source>보낸 코인</source>
        <translation>送ったコイン</translation>
    </message>
    <message id="thanks.top_up">
        <source>충전한 코인</source>
        <translation>チャージ額</translation>
    </message>
    <message id="thanks.convert">
        <source>받은 코인</source>
        <translation>もらったコイン</translation>
    </message>
    <message id="thanks.reward">
        <source>나중에 들어올 돈</source>
        <translation>あとで入るお金</translation>
    </message>
    <message id="thanks.reward-at-most">
        <source>나중에 들어올 돈, 최대</source>
        <translation>あとで入るお金、最大</translation>
    </message>
    <message id="thanks.rest-card">
        <source>카드로 낸 돈</source>
        <oldsource>은행 카드로</oldsource>
        <translation>カードで</translation>
    </message>
    <message id="thanks.rest-desk">
        <source>데스크에 더 낼 돈</source>
        <translation>受付で払うお金</translation>
    </message>
    <message id="thanks.rest-cash">
        <source>현금으로 낸 돈</source>
        <oldsource>현금으로</oldsource>
        <translation>現金で</translation>
    </message>
    <message id="thanks.bonus">
        <source>더 드림, 최대</source>
        <translation>上乗せ、最大</translation>
    </message>
    <message id="thanks.whole">
        <source>모두</source>
        <translation>全部で</translation>
    </message>
    <message id="thanks.off">
        <source>깎아 드림</source>
        <translation>割引</translation>
    </message>
    <message id="thanks.where-rest">
        <source>{desk}에
{rest}을 더 내 주세요</source>
        <translation>{desk}で
あと{rest}払ってください</translation>
    </message>
    <message id="thanks.coming">
        <source>곧 들어올 코인</source>
        <translation>もうすぐ入るコイン</translation>
    </message>
    <message id="thanks.leftover">
        <source>원하시면 {coins} 기부</source>
        <translation>よければ{coins}寄付</translation>
    </message>
    <message id="thanks.done">
        <source>마침</source>
        <translation>終わる</translation>
    </message>
    <message id="thanks.visits">
        <source>남은 횟수</source>
        <translation>残りの回数</translation>
    </message>
    <message id="thanks.used">
        <source>쓴 코인</source>
        <translation>使った分</translation>
    </message>
    <message id="thanks.used-again">
        <source>그때 쓴 코인</source>
        <translation>前回使った</translation>
    </message>
    <message id="thanks.left">
        <source>남은 코인</source>
        <translation>残り</translation>
    </message>
    <message id="thanks.left-offline">
        <source>여기 남음</source>
        <translation>残り</translation>
    </message>
    <message id="thanks.left-transfer">
        <source>더 보낼 수 있음</source>
        <translation>まだ送れる額</translation>
    </message>
    <message id="thanks.title-barrier">
        <source>차단기가
올라갔습니다</source>
        <translation>ゲートが上がりました</translation>
    </message>
    <message id="certainty.confirmed">
        <source>구청이 확인했습니다</source>
        <translation>確認しました</translation>
    </message>
    <message id="certainty.recorded">
        <source>적었고, 곧 보냅니다</source>
        <translation>記録済み、後で送信</translation>
    </message>
    <message id="certainty.recorded-collect">
        <source>받으신 것을 적었습니다</source>
        <translation>受け取りを書きました</translation>
    </message>
    <message id="certainty.recorded-earn">
        <source>적어 두었습니다.
곧 코인이 들어옵니다.</source>
        <translation>書いておきました。
もうすぐコインが入ります。</translation>
    </message>
    <message id="certainty.recorded-top_up">
        <source>충전한 코인은
곧 들어옵니다.</source>
        <oldsource>적어 두었습니다.
곧 코인이 들어옵니다.</oldsource>
        <translation>チャージしたコインは
もうすぐ入ります。</translation>
    </message>
    <message id="certainty.refused">
        <source>코인은 그대로입니다</source>
        <translation>コインは無事です</translation>
    </message>
    <message id="certainty.unknown">
        <source>직원이 확인해 드립니다</source>
        <translation>係員が確認します</translation>
    </message>
    <message id="certainty.again">
        <source>이번에는 안 썼습니다</source>
        <translation>今回は使いません</translation>
    </message>
    <message id="reprint.title">
        <source>아직 받지 않으신
표가 있습니다</source>
        <translation>受け取っていない
券があります</translation>
    </message>
    <message id="reprint.title-gate">
        <source>아직 열리지 않은
문이 있습니다</source>
        <translation>まだ開いていない
ゲートがあります</translation>
    </message>
    <message id="reprint.message">
        <source>코인을 더 쓰지 않습니다.
이미 받으셨으면 ‘이전’을 누르세요.</source>
        <translation>コインは使いません。
もうお持ちの方は「戻る」を押してください。</translation>
    </message>
    <message id="reprint.bought">
        <source>{day} {clock}에 사신 표</source>
        <translation>{day} {clock}の券</translation>
    </message>
    <message id="reprint.bought-gate">
        <source>{day} {clock}에 내신 것</source>
        <translation>{day} {clock}に払った分</translation>
    </message>
    <message id="reprint.agree">
        <source>표 뽑기</source>
        <translation>券を出す</translation>
    </message>
    <message id="reprint.agree-gate">
        <source>문 열기</source>
        <translation>開ける</translation>
    </message>
    <message id="reprint.message-gate">
        <source>코인을 더 쓰지 않습니다.
이미 지나가셨으면 ‘이전’을 누르세요.</source>
        <translation>コインはもう使いません。
通ったあとなら「戻る」を押してください。</translation>
    </message>
    <message id="idle.warning">
        <source>시간이 더 필요하세요?
화면을 만져 주세요.</source>
        <translation>もっと時間が必要ですか？
画面にさわってください。</translation>
    </message>
    <message id="idle.warning-short">
        <source>계속하려면 누르세요</source>
        <translation>さわると続きます</translation>
    </message>
    <message id="staff.called">
        <source>{desk}에서 도와 드립니다</source>
        <translation>{desk}でお手伝いします</translation>
    </message>
    <message id="staff.called-short">
        <source>직원을 불렀습니다</source>
        <translation>係員を呼びました</translation>
    </message>
    <message id="staff.title">
        <source>무엇을 할까요?</source>
        <translation>何をしますか？</translation>
    </message>
    <message id="staff.title-card">
        <source>이 카드를 어떻게 할까요?</source>
        <translation>このカードをどうしますか？</translation>
    </message>
    <message id="staff.title-named">
        <source>{name} 님의 카드</source>
        <translation>{name}さんのカード</translation>
    </message>
    <message id="staff.title-badge">
        <source>이 직원증을 어떻게 할까요?</source>
        <translation>この係員証をどうしますか？</translation>
    </message>
    <message id="staff.title-owed">
        <source>어느 표를 뽑을까요?</source>
        <translation>どの券を出しますか？</translation>
    </message>
    <message id="staff.title-state">
        <source>기계는 지금 이렇습니다</source>
        <translation>機械の今の様子</translation>
    </message>
    <message id="staff.title-handed">
        <source>어떻게 도와 드릴까요?</source>
        <translation>どうお手伝いしますか？</translation>
    </message>
    <message id="staff.item-none">
        <source>아직 고르지 않음</source>
        <translation>まだなし</translation>
    </message>
    <message id="staff.done">
        <source>마침</source>
        <translation>終わる</translation>
    </message>
    <message id="staff.owed">
        <source>{day} {clock}</source>
        <translation>{day} {clock}</translation>
    </message>
    <message id="staff.choice.card">
        <source>카드 돌보기</source>
        <translation>カード</translation>
    </message>
    <message id="staff.choice.owed">
        <source>못 받은 표 뽑기</source>
        <translation>出なかった券</translation>
    </message>
    <message id="staff.choice.clock">
        <source>시계 맞추기</source>
        <translation>時計合わせ</translation>
    </message>
    <message id="staff.choice.state">
        <source>기계 살피기</source>
        <translation>機械を見る</translation>
    </message>
    <message id="staff.choice.pin">
        <source>비밀번호 정하기</source>
        <translation>暗証番号を決める</translation>
    </message>
    <message id="staff.choice.unblock">
        <source>잠긴 것 풀기</source>
        <translation>ロックを外す</translation>
    </message>
    <message id="staff.choice.go-on">
        <source>이어서 하기</source>
        <translation>続ける</translation>
    </message>
    <message id="staff.choice.print">
        <source>표 뽑기</source>
        <translation>券を出す</translation>
    </message>
    <message id="staff.choice.end">
        <source>그만하기</source>
        <translation>やめる</translation>
    </message>
    <message id="staff.said.pin">
        <source>비밀번호를 정했습니다</source>
        <translation>暗証番号を決めました</translation>
    </message>
    <message id="staff.said.unblock">
        <source>잠긴 것을 풀었습니다</source>
        <translation>ロックを外しました</translation>
    </message>
    <message id="staff.said.clock">
        <source>시계를 맞추었습니다</source>
        <translation>時計を合わせました</translation>
    </message>
    <message id="staff.said.printed">
        <source>표가 나왔습니다</source>
        <translation>券が出ました</translation>
    </message>
    <message id="staff.line.unsent">
        <source>보낼 것</source>
        <translation>送る前</translation>
    </message>
    <message id="staff.line.clock">
        <source>시계</source>
        <translation>時計</translation>
    </message>
    <message id="staff.line.node">
        <source>구청과 연결</source>
        <translation>区との接続</translation>
    </message>
    <message id="staff.line.printer">
        <source>표 뽑는 기계</source>
        <translation>印刷機</translation>
    </message>
    <message id="staff.line.pin">
        <source>비밀번호</source>
        <translation>暗証番号</translation>
    </message>
    <message id="staff.line.owed">
        <source>못 받은 표</source>
        <translation>出なかった券</translation>
    </message>
    <message id="staff.line.item">
        <source>고르신 것</source>
        <translation>選んだもの</translation>
    </message>
    <message id="staff.line.coins">
        <source>코인</source>
        <translation>コイン</translation>
    </message>
    <message id="staff.line.ticket">
        <source>표</source>
        <translation>券</translation>
    </message>
    <message id="staff.coins.safe">
        <source>쓰지 않았음</source>
        <translation>使っていない</translation>
    </message>
    <message id="staff.coins.cash">
        <source>받은 현금 돌려줄 것</source>
        <translation>受け取った現金を返す</translation>
    </message>
    <message id="staff.coins.used">
        <source>썼음</source>
        <translation>使った</translation>
    </message>
    <message id="staff.coins.unknown">
        <source>모름</source>
        <translation>不明</translation>
    </message>
    <message id="staff.ticket.none">
        <source>아직 없음</source>
        <translation>まだなし</translation>
    </message>
    <message id="staff.ticket.owed">
        <source>못 받음</source>
        <translation>出なかった</translation>
    </message>
    <message id="staff.ticket.out">
        <source>나왔음</source>
        <translation>出た</translation>
    </message>
    <message id="staff.unsent.none">
        <source>없음</source>
        <translation>なし</translation>
    </message>
    <message id="staff.unsent.some">
        <source>{count}건 · {age}</source>
        <translation>{count}件 · {age}</translation>
    </message>
    <message id="staff.unsent.minutes">
        <source>{number}분</source>
        <translation>{number}分</translation>
    </message>
    <message id="staff.unsent.hours">
        <source>{number}시간</source>
        <translation>{number}時間</translation>
    </message>
    <message id="staff.unsent.days">
        <source>{number}일</source>
        <translation>{number}日</translation>
    </message>
    <message id="staff.clock.trusted">
        <source>맞음</source>
        <translation>合っている</translation>
    </message>
    <message id="staff.clock.floor">
        <source>맞음</source>
        <translation>合っている</translation>
    </message>
    <message id="staff.clock.staff-set">
        <source>직원이 맞춤</source>
        <translation>係員が合わせた</translation>
    </message>
    <message id="staff.clock.unknown">
        <source>모름</source>
        <translation>不明</translation>
    </message>
    <message id="staff.pin.set">
        <source>정했음</source>
        <translation>あり</translation>
    </message>
    <message id="staff.pin.not-set">
        <source>아직 없음</source>
        <translation>まだなし</translation>
    </message>
    <message id="staff.pin.blocked">
        <source>잠김</source>
        <translation>ロック中</translation>
    </message>
    <message id="staff.owed-count.none">
        <source>없음</source>
        <translation>なし</translation>
    </message>
    <message id="staff.owed-count.some">
        <source>{count}장</source>
        <translation>{count}枚</translation>
    </message>
    <message id="staff.device.camera">
        <source>카메라</source>
        <translation>カメラ</translation>
    </message>
    <message id="staff.device.readers">
        <source>QR 읽는 기계</source>
        <translation>QR読み取り機</translation>
    </message>
    <message id="staff.device.serial">
        <source>QR 스캐너</source>
        <translation>スキャナー</translation>
    </message>
    <message id="staff.device.serial-of-two">
        <source>QR 스캐너 1</source>
        <translation>スキャナー1</translation>
    </message>
    <message id="staff.device.wedge">
        <source>QR 스캐너</source>
        <translation>スキャナー</translation>
    </message>
    <message id="staff.device.wedge-of-two">
        <source>QR 스캐너 2</source>
        <translation>スキャナー2</translation>
    </message>
    <message id="staff.device.printer">
        <source>표 뽑는 기계</source>
        <translation>印刷機</translation>
    </message>
    <message id="staff.device.copy">
        <source>예비 저장 장치</source>
        <translation>予備の装置</translation>
    </message>
    <message id="staff.device.speaker">
        <source>스피커</source>
        <translation>スピーカー</translation>
    </message>
    <message id="staff.device.headset">
        <source>이어폰 구멍</source>
        <translation>イヤホンの穴</translation>
    </message>
    <message id="staff.device.board">
        <source>호출등과 문</source>
        <translation>呼び出し灯とドア</translation>
    </message>
    <message id="staff.device.counter">
        <source>개수 세는 기계</source>
        <translation>数える機械</translation>
    </message>
    <message id="staff.device.card-terminal">
        <source>은행 카드 기계</source>
        <translation>銀行カード機</translation>
    </message>
    <message id="staff.device.card-payments">
        <source>카드로 낸 것</source>
        <translation>カードの支払い</translation>
    </message>
    <message id="staff.device.power">
        <source>전기</source>
        <translation>電源</translation>
    </message>
    <message id="staff.device.power-lost">
        <source>전기 알림</source>
        <translation>電源の知らせ</translation>
    </message>
    <message id="staff.device.power-babbles">
        <source>전기 알림</source>
        <translation>電源の知らせ</translation>
    </message>
    <message id="staff.device.temperature">
        <source>기계 속 온도</source>
        <translation>機械の温度</translation>
    </message>
    <message id="staff.device.temperature-lost">
        <source>온도계</source>
        <translation>温度計</translation>
    </message>
    <message id="staff.device.disk">
        <source>저장 장치</source>
        <translation>保存装置</translation>
    </message>
    <message id="staff.device.backlight">
        <source>화면 불빛</source>
        <translation>画面の明かり</translation>
    </message>
    <message id="staff.state.open">
        <source>확인할 것 있음</source>
        <translation>確認が必要</translation>
    </message>
    <message id="staff.state.starting">
        <source>준비 중</source>
        <translation>準備中</translation>
    </message>
    <message id="staff.state.found">
        <source>잘 됨</source>
        <translation>動いている</translation>
    </message>
    <message id="staff.state.lost">
        <source>안 됨</source>
        <translation>動かない</translation>
    </message>
    <message id="staff.state.babbles">
        <source>신호 이상</source>
        <translation>変な信号</translation>
    </message>
    <message id="staff.state.paper-low">
        <source>종이 적음</source>
        <translation>紙が少ない</translation>
    </message>
    <message id="staff.state.printer-paper-out">
        <source>종이 없음</source>
        <translation>紙がない</translation>
    </message>
    <message id="staff.state.printer-cover-open">
        <source>뚜껑 열림</source>
        <translation>ふたが開いた</translation>
    </message>
    <message id="staff.state.hot">
        <source>너무 뜨거움</source>
        <translation>熱すぎる</translation>
    </message>
    <message id="staff.state.low">
        <source>자리 모자람</source>
        <translation>空きが少ない</translation>
    </message>
    <message id="staff.state.battery">
        <source>나갔음</source>
        <translation>停電</translation>
    </message>
    <message id="staff.state.stuck">
        <source>스위치 붙음</source>
        <translation>接点が戻らない</translation>
    </message>
    <message id="who.not-entitled">
        <source>{who}만 사실 수 있습니다.</source>
        <translation>{who}の方だけ買えます。</translation>
    </message>
    <message id="who.age-not-met">
        <source>{who}만 받으실 수 있습니다.</source>
        <translation>{who}の方だけ受け取れます。</translation>
    </message>
    <message id="opening.hours">
        <source>{opens}부터 {closes}까지 받습니다.</source>
        <translation>{opens}から{closes}まで受け付けます。</translation>
    </message>
    <message id="opening.until">
        <source>오늘은 {closes}까지 받았습니다.</source>
        <translation>今日は{closes}までで終わりました。</translation>
    </message>
    <message id="opening.days">
        <source>{days}요일 {hours}</source>
        <translation>{days} {hours}</translation>
    </message>
    <message id="opening.day.mon">
        <source>월</source>
        <translation>月曜</translation>
    </message>
    <message id="opening.day.tue">
        <source>화</source>
        <translation>火曜</translation>
    </message>
    <message id="opening.day.wed">
        <source>수</source>
        <translation>水曜</translation>
    </message>
    <message id="opening.day.thu">
        <source>목</source>
        <translation>木曜</translation>
    </message>
    <message id="opening.day.fri">
        <source>금</source>
        <translation>金曜</translation>
    </message>
    <message id="opening.day.sat">
        <source>토</source>
        <translation>土曜</translation>
    </message>
    <message id="opening.day.sun">
        <source>일</source>
        <translation>日曜</translation>
    </message>
    <message id="sorry.title">
        <source>지금은 안 됩니다</source>
        <translation>今はできません</translation>
    </message>
    <message id="sorry.title-used">
        <source>표에 문제가 있습니다</source>
        <translation>券に問題があります</translation>
    </message>
    <message id="sorry.title-used-gate">
        <source>문에 문제가 있습니다</source>
        <translation>ゲートに問題があります</translation>
    </message>
    <message id="sorry.again">
        <source>다시 하기</source>
        <translation>もう一度</translation>
    </message>
    <message id="sorry.choose">
        <source>고르기</source>
        <translation>選び直す</translation>
    </message>
    <message id="sorry.show">
        <source>보이기</source>
        <translation>見せる</translation>
    </message>
    <message id="sorry.seen">
        <source>알겠어요</source>
        <translation>閉じる</translation>
    </message>
    <message id="sorry.coins.safe">
        <source>코인은 그대로입니다.</source>
        <translation>コインは無事です。</translation>
    </message>
    <message id="sorry.coins.used">
        <source>코인을 썼습니다. 표는 꼭 드립니다.</source>
        <translation>コインは使いました。券は必ず渡します。</translation>
    </message>
    <message id="sorry.coins.used-again">
        <source>코인은 전에 썼습니다. 표는 꼭 드립니다.</source>
        <translation>コインは前に使いました。券は必ず渡します。</translation>
    </message>
    <message id="sorry.coins.used-gate">
        <source>코인을 썼습니다. 문은 꼭 열어 드립니다.</source>
        <translation>コインを使いました。ゲートは必ず開けます。</translation>
    </message>
    <message id="sorry.coins.used-free">
        <source>코인은 안 썼습니다. 표는 꼭 드립니다.</source>
        <translation>コインは使っていません。券は必ずお渡しします。</translation>
    </message>
    <message id="sorry.coins.used-free-gate">
        <source>코인은 안 썼습니다. 문은 꼭 열어 드립니다.</source>
        <translation>コインは使っていません。ゲートは必ず開けます。</translation>
    </message>
    <message id="sorry.coins.used-transfer">
        <source>코인을 보냈습니다. 영수증은 꼭 드립니다.</source>
        <oldsource>코인을 보냈습니다. 표는 꼭 드립니다.</oldsource>
        <translation>コインは送りました。控えは必ず渡します。</translation>
    </message>
    <message id="sorry.coins.used-top_up">
        <source>충전은 됐습니다. 영수증은 꼭 드립니다.</source>
        <oldsource>충전은 됐습니다. 표는 꼭 드립니다.</oldsource>
        <translation>チャージはできました。控えは必ず渡します。</translation>
    </message>
    <message id="sorry.coins.used-convert">
        <source>코인으로 바꿨습니다. 영수증은 꼭 드립니다.</source>
        <oldsource>코인으로 바꿨습니다. 표는 꼭 드립니다.</oldsource>
        <translation>コインに替えました。控えは必ず渡します。</translation>
    </message>
    <message id="sorry.coins.cash">
        <source>내신 현금은 직원이 돌려드립니다.</source>
        <translation>現金は係員がお返しします。</translation>
    </message>
    <message id="sorry.coins.card-unknown">
        <source>아직 끝나지 않았습니다.</source>
        <translation>まだ終わっていません。</translation>
    </message>
    <message id="sorry.coins.card-given-back">
        <source>없던 일이 됐습니다.</source>
        <translation>取り消しました。</translation>
    </message>
    <message id="sorry.coins.unknown">
        <source>코인을 썼는지 아직 모릅니다.</source>
        <translation>コインを使ったか、まだわかりません。</translation>
    </message>
    <message id="out-of-order.title">
        <source>지금은 쉬고 있습니다</source>
        <translation>今は休んでいます</translation>
    </message>
    <message id="out-of-order.help">
        <source>{desk}에서 도와 드립니다.</source>
        <translation>{desk}でお手伝いします。</translation>
    </message>
    <message id="out-of-order.note">
        <source>점검 번호 {code}</source>
        <translation>点検番号 {code}</translation>
    </message>
    <message id="out-of-order.desk">
        <source>가까운 안내소</source>
        <translation>近くの案内</translation>
    </message>
    <message id="out-of-order.coins.used">
        <source>코인을 썼습니다. 표는 꼭 드립니다.</source>
        <translation>コインは使いました。券は必ず渡します。</translation>
    </message>
    <message id="out-of-order.coins.cash">
        <source>내신 현금은 직원이 돌려드립니다.</source>
        <translation>現金は係員がお返しします。</translation>
    </message>
    <message id="out-of-order.coins.unknown">
        <source>코인을 썼는지 아직 모릅니다.</source>
        <translation>コインを使ったか、まだわかりません。</translation>
    </message>
    <message id="reason.not-ours.what">
        <source>다른 곳에서 쓰는 QR입니다.</source>
        <translation>ほかの所で使うQRです。</translation>
    </message>
    <message id="reason.not-ours.todo">
        <source>코인 앱의 QR을 보여 주세요.</source>
        <translation>コインアプリのQRを見せてください。</translation>
    </message>
    <message id="reason.broken-code.what">
        <source>QR이 온전하지 않습니다.</source>
        <translation>QRが完全ではありません。</translation>
    </message>
    <message id="reason.broken-code.todo">
        <source>앱을 다시 열고 QR 전체를 보여 주세요.</source>
        <translation>QR全体を見せてください。</translation>
    </message>
    <message id="reason.wrong-type.what">
        <source>이 QR로는 살 수 없습니다.</source>
        <translation>このQRでは買えません。</translation>
    </message>
    <message id="reason.wrong-type.todo">
        <source>코인 앱의 QR을 보여 주세요.</source>
        <translation>コインアプリのQRを見せてください。</translation>
    </message>
    <message id="reason.unknown-key.what">
        <source>우리 구에서 만든 QR이 아닙니다.</source>
        <translation>この区のQRではありません。</translation>
    </message>
    <message id="reason.unknown-key.todo">
        <source>코인 앱의 QR을 보여 주세요.</source>
        <translation>コインアプリのQRを見せてください。</translation>
    </message>
    <message id="reason.wrong-scheme.what">
        <source>다른 지역의 QR입니다.</source>
        <translation>ほかの地域のQRです。</translation>
    </message>
    <message id="reason.wrong-scheme.todo">
        <source>우리 구 코인 앱의 QR을 보여 주세요.</source>
        <translation>この区のコインアプリのQRを見せてください。</translation>
    </message>
    <message id="reason.too-old.what">
        <source>시간이 지난 QR입니다.</source>
        <translation>時間が過ぎたQRです。</translation>
    </message>
    <message id="reason.too-old.todo">
        <source>앱을 다시 열어 새 QR을 보여 주세요.</source>
        <translation>アプリを開き直して、新しいQRを見せてください。</translation>
    </message>
    <message id="reason.too-early.what">
        <source>휴대폰의 시계가 맞지 않습니다.</source>
        <translation>スマホの時計が合っていません。</translation>
    </message>
    <message id="reason.too-early.todo">
        <source>시각을 맞추고 새 QR을 보여 주세요.</source>
        <translation>時刻を合わせて、新しいQRを見せてください。</translation>
    </message>
    <message id="reason.credential-expired.what">
        <source>쓸 수 있는 날이 지난 QR입니다.</source>
        <translation>使える日が過ぎたQRです。</translation>
    </message>
    <message id="reason.credential-expired.todo">
        <source>앱을 다시 열거나 직원에게 물어보세요.</source>
        <translation>アプリを開き直すか、係員に聞いてください。</translation>
    </message>
    <message id="reason.kind-not-served.what">
        <source>여기서는 아직 못 쓰는 QR입니다.</source>
        <translation>この機械ではまだ使えないQRです。</translation>
    </message>
    <message id="reason.kind-not-served.todo">
        <source>휴대폰의 QR을 보여 주세요.</source>
        <translation>スマホのQRを見せてください。</translation>
    </message>
    <message id="reason.already-used.what">
        <source>이미 한 번 쓴 QR입니다.</source>
        <translation>もう使ったQRです。</translation>
    </message>
    <message id="reason.already-used.todo">
        <source>앱에서 새 QR을 보여 주세요.</source>
        <translation>アプリの新しいQRを見せてください。</translation>
    </message>
    <message id="reason.not-enough.what">
        <source>코인이 모자랍니다.</source>
        <translation>コインが足りません。</translation>
    </message>
    <message id="reason.not-enough.todo">
        <source>다른 것을 고르거나 코인을 모아 오세요.</source>
        <translation>ほかのものを選んでください。</translation>
    </message>
    <message id="reason.revoked.what">
        <source>쓰지 못하게 된 QR입니다.</source>
        <translation>使えなくなったQRです。</translation>
    </message>
    <message id="reason.revoked.todo">
        <source>직원에게 물어보세요.</source>
        <translation>係員に聞いてください。</translation>
    </message>
    <message id="reason.over-limit.what">
        <source>한 번에 이만큼은 못 씁니다.</source>
        <translation>一度にこれだけは使えません。</translation>
    </message>
    <message id="reason.over-limit.todo">
        <source>수를 줄여서 다시 해 주세요.</source>
        <translation>数を減らしてください。</translation>
    </message>
    <message id="reason.unknown-credential.what">
        <source>알 수 없는 QR입니다.</source>
        <translation>わからないQRです。</translation>
    </message>
    <message id="reason.unknown-credential.todo">
        <source>앱을 다시 열어 새 QR을 보여 주세요.</source>
        <translation>アプリを開き直して、新しいQRを見せてください。</translation>
    </message>
    <message id="reason.not-at-home.what">
        <source>다른 곳에서 쓰는 카드입니다.</source>
        <translation>ほかの所で使うカードです。</translation>
    </message>
    <message id="reason.not-at-home.todo">
        <source>카드를 받으신 곳에서 써 주세요.</source>
        <translation>カードを受け取った所で使ってください。</translation>
    </message>
    <message id="reason.over-day-limit.what">
        <source>오늘은 이만큼 못 씁니다.</source>
        <translation>今日はこれだけは使えません。</translation>
    </message>
    <message id="reason.over-day-limit.todo">
        <source>수를 줄이거나 내일 다시 와 주세요.</source>
        <translation>数を減らすか、明日また来てください。</translation>
    </message>
    <message id="reason.credential-closed.what">
        <source>새것으로 바뀐 QR입니다.</source>
        <translation>新しいものに変わったQRです。</translation>
    </message>
    <message id="reason.credential-closed.todo">
        <source>새 카드나 앱의 새 QR을 보여 주세요.</source>
        <translation>新しいQRを見せてください。</translation>
    </message>
    <message id="reason.pin-blocked.what">
        <source>비밀번호가 여러 번 틀려 잠겼습니다.</source>
        <translation>暗証番号を何度も間違えました。</translation>
    </message>
    <message id="reason.pin-blocked.todo">
        <source>직원에게 풀어 달라고 하세요.</source>
        <translation>係員に聞いてください。</translation>
    </message>
    <message id="reason.pin-not-set.what">
        <source>아직 비밀번호가 없는 카드입니다.</source>
        <translation>まだ暗証番号がないカードです。</translation>
    </message>
    <message id="reason.pin-not-set.todo">
        <source>직원과 함께 비밀번호를 정해 주세요.</source>
        <translation>係員と一緒に暗証番号を決めてください。</translation>
    </message>
    <message id="reason.badge-pin-not-set.what">
        <source>아직 비밀번호가 없는 직원증입니다.</source>
        <translation>まだ暗証番号がない係員証です。</translation>
    </message>
    <message id="reason.badge-pin-not-set.todo">
        <source>다른 직원이 먼저 정해 주어야 합니다.</source>
        <translation>先にほかの係員が決めてください。</translation>
    </message>
    <message id="reason.badge-at-start.what">
        <source>직원증은 첫 화면에서만 씁니다.</source>
        <translation>係員証は最初の画面だけで使えます。</translation>
    </message>
    <message id="reason.badge-at-start.todo">
        <source>‘직원 호출’을 누르고 다시 보여 주세요.</source>
        <translation>「係員を呼ぶ」を押して、また見せてください。</translation>
    </message>
    <message id="reason.phone-at-desk.what">
        <source>휴대폰에는 정할 비밀번호가 없습니다.</source>
        <translation>スマホには決める暗証番号がありません。</translation>
    </message>
    <message id="reason.phone-at-desk.todo">
        <source>카드나 직원증을 보여 주세요.</source>
        <translation>カードか係員証を見せてください。</translation>
    </message>
    <message id="reason.not-a-carer.what">
        <source>이 카드를 돕기로 한 분이 아닙니다.</source>
        <translation>このカードを手伝う人ではありません。</translation>
    </message>
    <message id="reason.not-a-carer.todo">
        <source>카드를 다시 보여 주세요.</source>
        <translation>カードをもう一度見せてください。</translation>
    </message>
    <message id="reason.carer-alone.what">
        <source>카드를 도와주시는 분의 QR입니다.</source>
        <translation>カードを手伝う方のQRです。</translation>
    </message>
    <message id="reason.carer-alone.todo">
        <source>카드를 보여 주세요.
아니면 ‘처음으로’를 누르세요.</source>
        <translation>カードを見せてください。</translation>
    </message>
    <message id="reason.carer-receives.what">
        <source>받는 분은 카드를 도와줄 수 없습니다.</source>
        <translation>受け取る方はカードを手伝えません。</translation>
    </message>
    <message id="reason.carer-receives.todo">
        <source>카드를 다시 보여 주고 비밀번호를 누르세요.</source>
        <translation>カードをもう一度見せて暗証番号を押してください。</translation>
    </message>
    <message id="reason.not-now.what">
        <source>지금은 할 수 없습니다.</source>
        <translation>今はできません。</translation>
    </message>
    <message id="reason.not-now.todo">
        <source>잠시 뒤에 다시 해 주세요.</source>
        <translation>少し後でもう一度してください。</translation>
    </message>
    <message id="reason.clock-no-time.what">
        <source>없는 날이나 시각입니다.</source>
        <translation>ない日付か時刻です。</translation>
    </message>
    <message id="reason.clock-no-time.todo">
        <source>날짜와 시각을 다시 눌러 주세요.</source>
        <translation>日付と時刻をもう一度押してください。</translation>
    </message>
    <message id="reason.clock-too-early.what">
        <source>이미 지난 시각입니다.</source>
        <translation>もう過ぎた時刻です。</translation>
    </message>
    <message id="reason.clock-too-early.todo">
        <source>날짜와 시각을 다시 눌러 주세요.</source>
        <translation>日付と時刻をもう一度押してください。</translation>
    </message>
    <message id="reason.clock-too-late.what">
        <source>너무 먼 날입니다.</source>
        <translation>遠すぎる日です。</translation>
    </message>
    <message id="reason.clock-too-late.todo">
        <source>날짜와 시각을 다시 눌러 주세요.</source>
        <translation>日付と時刻をもう一度押してください。</translation>
    </message>
    <message id="reason.clock-far.what">
        <source>기계가 아는 때보다 한참 뒤입니다.</source>
        <translation>機械が知っている時刻よりずっと後です。</translation>
    </message>
    <message id="reason.clock-far.todo">
        <source>맞으면 똑같이 한 번 더 눌러 주세요.</source>
        <translation>正しければ、もう一度押してください。</translation>
    </message>
    <message id="reason.clock-known.what">
        <source>시계가 이미 맞습니다.</source>
        <translation>時計はもう合っています。</translation>
    </message>
    <message id="reason.clock-known.todo">
        <source>다시 맞추지 않으셔도 됩니다.</source>
        <translation>合わせなくても大丈夫です。</translation>
    </message>
    <message id="reason.declined.what">
        <source>지금은 코인을 못 씁니다.</source>
        <translation>今はコインを使えません。</translation>
    </message>
    <message id="reason.declined.todo">
        <source>직원에게 물어보세요.</source>
        <translation>係員に聞いてください。</translation>
    </message>
    <message id="reason.stand-in-kind-not-allowed.what">
        <source>연결이 끊겨 코인을 못 씁니다.</source>
        <translation>回線が切れて、コインを使えません。</translation>
    </message>
    <message id="reason.stand-in-kind-not-allowed.todo">
        <source>잠시 뒤에 다시 와 주세요.</source>
        <translation>少し後でまた来てください。</translation>
    </message>
    <message id="reason.stand-in-not-at-home.what">
        <source>연결이 끊겨 여기서는 못 씁니다.</source>
        <translation>回線が切れて、ここでは使えません。</translation>
    </message>
    <message id="reason.stand-in-not-at-home.todo">
        <source>직원에게 물어보세요.</source>
        <translation>係員に聞いてください。</translation>
    </message>
    <message id="reason.stand-in-over-slice.what">
        <source>연결이 끊겨 쓸 코인이 모자랍니다.</source>
        <translation>回線が切れて、使える分が足りません。</translation>
    </message>
    <message id="reason.stand-in-over-slice.todo">
        <source>수를 줄이거나 잠시 뒤에 다시 와 주세요.</source>
        <translation>数を減らしてください。</translation>
    </message>
    <message id="reason.stand-in-over-transaction-limit.what">
        <source>연결이 끊겨 한 번에 이만큼은 못 씁니다.</source>
        <translation>回線が切れて、一度にこれだけは使えません。</translation>
    </message>
    <message id="reason.stand-in-over-transaction-limit.todo">
        <source>수를 줄여서 다시 해 주세요.</source>
        <translation>数を減らしてください。</translation>
    </message>
    <message id="reason.stand-in-too-much-unsent.what">
        <source>연결이 오래 끊겨 코인을 못 씁니다.</source>
        <translation>長い間回線が切れて、コインを使えません。</translation>
    </message>
    <message id="reason.stand-in-too-much-unsent.todo">
        <source>직원에게 물어보세요.</source>
        <translation>係員に聞いてください。</translation>
    </message>
    <message id="reason.stand-in-away-too-long.what">
        <source>연결이 오래 끊겨 코인을 못 씁니다.</source>
        <translation>長い間回線が切れて、コインを使えません。</translation>
    </message>
    <message id="reason.stand-in-away-too-long.todo">
        <source>직원에게 물어보세요.</source>
        <translation>係員に聞いてください。</translation>
    </message>
    <message id="reason.stand-in-status-too-old.what">
        <source>연결이 오래 끊겨 코인을 못 씁니다.</source>
        <translation>長い間回線が切れて、コインを使えません。</translation>
    </message>
    <message id="reason.stand-in-status-too-old.todo">
        <source>직원에게 물어보세요.</source>
        <translation>係員に聞いてください。</translation>
    </message>
    <message id="reason.stand-in-clock-unknown.what">
        <source>기계의 시계가 맞지 않습니다.</source>
        <translation>機械の時計が合っていません。</translation>
    </message>
    <message id="reason.stand-in-clock-unknown.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>係員に知らせてください。</translation>
    </message>
    <message id="reason.printer-paper-out.what">
        <source>표를 뽑을 종이가 없습니다.</source>
        <translation>券の紙がありません。</translation>
    </message>
    <message id="reason.printer-paper-out.todo">
        <source>종이를 채울 때까지 기다려 주세요.</source>
        <translation>紙を入れるまで少しお待ちください。</translation>
    </message>
    <message id="reason.printer-cover-open.what">
        <source>표 나오는 곳이 열려 있습니다.</source>
        <translation>券が出る所が開いています。</translation>
    </message>
    <message id="reason.printer-cover-open.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>係員に知らせてください。</translation>
    </message>
    <message id="reason.printer-cutter.what">
        <source>표 나오는 곳이 막혔습니다.</source>
        <translation>券が出る所が詰まっています。</translation>
    </message>
    <message id="reason.printer-cutter.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>係員に知らせてください。</translation>
    </message>
    <message id="reason.printer-offline.what">
        <source>표 뽑는 기계가 쉬고 있습니다.</source>
        <translation>券を出す機械が止まっています。</translation>
    </message>
    <message id="reason.printer-offline.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>係員に知らせてください。</translation>
    </message>
    <message id="reason.printer-broken.what">
        <source>표 뽑는 기계가 고장 났습니다.</source>
        <translation>券を出す機械が壊れました。</translation>
    </message>
    <message id="reason.printer-broken.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>係員に知らせてください。</translation>
    </message>
    <message id="reason.printer-too-hot.what">
        <source>표 뽑는 기계가 뜨거워 쉽니다.</source>
        <translation>券を出す機械が熱くなって休んでいます。</translation>
    </message>
    <message id="reason.printer-too-hot.todo">
        <source>잠시 뒤에 다시 와 주세요.</source>
        <translation>少し後でまた来てください。</translation>
    </message>
    <message id="reason.printer-paper-unknown.what">
        <source>종이가 있는지 알 수 없습니다.</source>
        <translation>紙があるかわかりません。</translation>
    </message>
    <message id="reason.printer-paper-unknown.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>係員に知らせてください。</translation>
    </message>
    <message id="reason.printer-unreachable.what">
        <source>표 뽑는 기계를 찾지 못했습니다.</source>
        <translation>券を出す機械につながりません。</translation>
    </message>
    <message id="reason.printer-unreachable.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>係員に知らせてください。</translation>
    </message>
    <message id="reason.readers-lost.what">
        <source>QR 읽는 기계를 찾지 못했습니다.</source>
        <translation>読み取り機が見つかりません。</translation>
    </message>
    <message id="reason.readers-lost.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>係員に知らせてください。</translation>
    </message>
    <message id="reason.print-unknown.what">
        <source>표가 나왔는지 알 수 없습니다.</source>
        <translation>券が出たか不明です。</translation>
    </message>
    <message id="reason.print-unknown.todo">
        <source>표가 없으면 QR을 다시 보여 주세요.</source>
        <translation>券がなければ、QRをまた見せてください。</translation>
    </message>
    <message id="reason.print-failed.what">
        <source>표를 뽑지 못했습니다.</source>
        <translation>券を出せませんでした。</translation>
    </message>
    <message id="reason.print-failed.todo">
        <source>잠시 뒤에 QR을 다시 보여 주세요.</source>
        <translation>後でQRをまた見せてください。</translation>
    </message>
    <message id="reason.sold-out.what">
        <source>오늘 것은 다 팔렸습니다.</source>
        <translation>今日の分は売り切れました。</translation>
    </message>
    <message id="reason.sold-out.todo">
        <source>다른 것을 골라 주세요.</source>
        <translation>ほかのものを選んでください。</translation>
    </message>
    <message id="reason.closed-now.what">
        <source>지금은 받지 않는 시간입니다.</source>
        <translation>今は受け付けていない時間です。</translation>
    </message>
    <message id="reason.closed-now.todo">
        <source>언제 받는지 직원에게 물어보세요.</source>
        <translation>いつ受け付けるか係員に聞いてください。</translation>
    </message>
    <message id="reason.not-entitled.what">
        <source>정해진 분만 사실 수 있습니다.</source>
        <translation>決まった方だけが買えます。</translation>
    </message>
    <message id="reason.not-entitled.todo">
        <source>다른 것을 고르거나 직원에게 물어보세요.</source>
        <translation>ほかのものを選ぶか係員に聞いてください。</translation>
    </message>
    <message id="reason.nothing-to-cancel.what">
        <source>오늘 여기서 사신 표가 없습니다.</source>
        <translation>今日ここで買った券がありません。</translation>
    </message>
    <message id="reason.nothing-to-cancel.todo">
        <source>표가 있으면 직원에게 보여 주세요.</source>
        <translation>券があれば係員に見せてください。</translation>
    </message>
    <message id="reason.too-late-to-cancel.what">
        <source>표를 돌려줄 시간이 지났습니다.</source>
        <translation>券を返せる時間を過ぎました。</translation>
    </message>
    <message id="reason.too-late-to-cancel.todo">
        <source>사신 표는 그대로 쓰실 수 있습니다.</source>
        <translation>買った券はそのまま使えます。</translation>
    </message>
    <message id="reason.unknown-plate.what">
        <source>그 번호의 차가 없습니다.</source>
        <translation>その番号の車はありません。</translation>
    </message>
    <message id="reason.unknown-plate.todo">
        <source>번호판을 보고 다시 눌러 주세요.</source>
        <translation>ナンバーを見てもう一度押してください。</translation>
    </message>
    <message id="reason.already-left.what">
        <source>이미 나간 차입니다.</source>
        <translation>もう出た車です。</translation>
    </message>
    <message id="reason.already-left.todo">
        <source>번호판을 보고 다시 눌러 주세요.</source>
        <translation>ナンバーを見てもう一度押してください。</translation>
    </message>
    <message id="reason.quote-expired.what">
        <source>시간이 지나 값이 바뀌었습니다.</source>
        <translation>時間がたって値段が変わりました。</translation>
    </message>
    <message id="reason.quote-expired.todo">
        <source>다시 하면 새 값을 알려 드립니다.</source>
        <translation>もう一度すると新しい値段が出ます。</translation>
    </message>
    <message id="reason.partner-away.what">
        <source>지금은 찾아 드릴 수 없습니다.</source>
        <translation>今はお探しできません。</translation>
    </message>
    <message id="reason.partner-away.todo">
        <source>잠시 뒤에 다시 하거나 직원을 부르세요.</source>
        <translation>あとでもう一度するか係員を呼んでください。</translation>
    </message>
    <message id="reason.partner-babbles.what">
        <source>지금은 찾아 드릴 수 없습니다.</source>
        <translation>今はお探しできません。</translation>
    </message>
    <message id="reason.partner-babbles.todo">
        <source>직원을 불러 주세요.</source>
        <translation>係員を呼んでください。</translation>
    </message>
    <message id="reason.course-full.what">
        <source>자리가 다 찼습니다.</source>
        <translation>席がいっぱいです。</translation>
    </message>
    <message id="reason.course-full.todo">
        <source>다른 강좌를 골라 주세요.</source>
        <translation>ほかの講座を選んでください。</translation>
    </message>
    <message id="reason.course-full-here.what">
        <source>여기서 드릴 자리가 없습니다.</source>
        <translation>ここの空席はありません。</translation>
    </message>
    <message id="reason.course-full-here.todo">
        <source>남은 자리는 직원에게 물어보세요.</source>
        <translation>ほかの空席は係員にお尋ねください。</translation>
    </message>
    <message id="reason.over-month-limit.what">
        <source>이달에는 이만큼 못 씁니다.</source>
        <translation>今月はこれだけ使えません。</translation>
    </message>
    <message id="reason.over-month-limit.todo">
        <source>수를 줄이거나 다음 달에 다시 와 주세요.</source>
        <translation>数をへらすか来月また来てください。</translation>
    </message>
    <message id="reason.not-accepted-here.what">
        <source>여기서는 못 쓰는 코인입니다.</source>
        <translation>ここでは使えないコインです。</translation>
    </message>
    <message id="reason.not-accepted-here.todo">
        <source>직원에게 물어보세요.</source>
        <translation>係員に聞いてください。</translation>
    </message>
    <message id="reason.no-pass.what">
        <source>사신 이용권이 없습니다.</source>
        <translation>回数券がありません。</translation>
    </message>
    <message id="reason.no-pass.todo">
        <source>이용권 사기나 한 번 입장을 골라 주세요.</source>
        <translation>回数券か一回の入場を選んでください。</translation>
    </message>
    <message id="reason.pass-used-up.what">
        <source>이용권을 다 쓰셨습니다.</source>
        <translation>回数券を使い切りました。</translation>
    </message>
    <message id="reason.pass-used-up.todo">
        <source>새 이용권이나 한 번 입장을 골라 주세요.</source>
        <translation>新しい回数券か一回の入場を選んでください。</translation>
    </message>
    <message id="reason.pass-unknown.what">
        <source>지금은 이용권을 확인할 수 없습니다.</source>
        <translation>今は回数券を確認できません。</translation>
    </message>
    <message id="reason.pass-unknown.todo">
        <source>한 번 입장을 고르시거나 직원에게 물어보세요.</source>
        <translation>一回の入場を選ぶか、係員に聞いてください。</translation>
    </message>
    <message id="reason.unknown-order.what">
        <source>그런 주문이 없습니다.</source>
        <translation>その注文はありません。</translation>
    </message>
    <message id="reason.unknown-order.todo">
        <source>주문 번호를 보고 다시 눌러 주세요.</source>
        <translation>注文番号を見てもう一度押してください。</translation>
    </message>
    <message id="reason.order-collected.what">
        <source>이미 가져가신 주문입니다.</source>
        <translation>もう受け取った注文です。</translation>
    </message>
    <message id="reason.order-collected.todo">
        <source>받지 않으셨으면 직원을 부르세요.</source>
        <translation>受け取っていなければ係員を呼んでください。</translation>
    </message>
    <message id="reason.earn-cap-day.what">
        <source>오늘 받을 코인을 다 받으셨습니다.</source>
        <translation>今日もらえるコインは全部もらいました。</translation>
    </message>
    <message id="reason.earn-cap-day.todo">
        <source>내일 다시 와 주세요.</source>
        <translation>あしたまた来てください。</translation>
    </message>
    <message id="reason.earn-cap-approver.what">
        <source>이 직원은 오늘 더 드릴 수 없습니다.</source>
        <translation>この係員は今日はもう渡せません。</translation>
    </message>
    <message id="reason.earn-cap-approver.todo">
        <source>다른 직원을 불러 주세요.</source>
        <translation>ほかの係員を呼んでください。</translation>
    </message>
    <message id="reason.earn-cap-kiosk.what">
        <source>오늘 여기서 드릴 코인이 다 나갔습니다.</source>
        <translation>今日ここで渡すコインはなくなりました。</translation>
    </message>
    <message id="reason.earn-cap-kiosk.todo">
        <source>내일 다시 와 주세요.</source>
        <translation>あしたまた来てください。</translation>
    </message>
    <message id="reason.not-a-badge.what">
        <source>직원증이 아닙니다.</source>
        <translation>係員証ではありません。</translation>
    </message>
    <message id="reason.not-a-badge.todo">
        <source>직원을 불러 주세요.</source>
        <translation>係員を呼んでください。</translation>
    </message>
    <message id="reason.counter-away.what">
        <source>세는 기계가 쉬고 있습니다.</source>
        <translation>数える機械が休んでいます。</translation>
    </message>
    <message id="reason.counter-away.todo">
        <source>직원을 불러 주세요.</source>
        <translation>係員を呼んでください。</translation>
    </message>
    <message id="reason.nothing-counted.what">
        <source>넣은 것이 없습니다.</source>
        <translation>何も入っていません。</translation>
    </message>
    <message id="reason.nothing-counted.todo">
        <source>하나씩 넣고 다시 해 주세요.</source>
        <translation>一つずつ入れてもう一度してください。</translation>
    </message>
    <message id="reason.count-used.what">
        <source>이미 코인으로 받으신 것입니다.</source>
        <translation>もうコインをもらったものです。</translation>
    </message>
    <message id="reason.count-used.todo">
        <source>새로 넣고 다시 해 주세요.</source>
        <translation>新しく入れてもう一度してください。</translation>
    </message>
    <message id="reason.gate-unreachable.what">
        <source>문을 여는 기계를 찾지 못했습니다.</source>
        <translation>ゲートの機械が見つかりません。</translation>
    </message>
    <message id="reason.gate-unreachable.todo">
        <source>직원을 불러 주세요.</source>
        <translation>係員を呼んでください。</translation>
    </message>
    <message id="reason.gate-stuck.what">
        <source>문이 열리지 않습니다.</source>
        <translation>ゲートが開きません。</translation>
    </message>
    <message id="reason.gate-stuck.todo">
        <source>직원을 불러 주세요.</source>
        <translation>係員を呼んでください。</translation>
    </message>
    <message id="reason.gate-failed.what">
        <source>문을 열지 못했습니다.</source>
        <translation>ゲートを開けられませんでした。</translation>
    </message>
    <message id="reason.gate-failed.todo">
        <source>QR을 다시 보여 주거나 직원을 부르세요.</source>
        <translation>QRをもう一度見せるか係員を呼んでください。</translation>
    </message>
    <message id="reason.gate-unknown.what">
        <source>문이 열렸는지 알 수 없습니다.</source>
        <translation>ゲートが開いたか分かりません。</translation>
    </message>
    <message id="reason.gate-unknown.todo">
        <source>닫혀 있으면 QR을 다시 보여 주세요.</source>
        <translation>しまっていたらQRをもう一度見せてください。</translation>
    </message>
    <message id="reason.card-declined.what">
        <source>은행 카드로 낼 수 없었습니다.</source>
        <translation>銀行カードで払えませんでした。</translation>
    </message>
    <message id="reason.card-declined.todo">
        <source>다른 카드로 하거나 직원을 부르세요.</source>
        <translation>ほかのカードにするか係員を呼んでください。</translation>
    </message>
    <message id="reason.card-unknown.what">
        <source>은행 카드로 냈는지 아직 모릅니다.</source>
        <translation>銀行カードで払ったかまだ分かりません。</translation>
    </message>
    <message id="reason.card-unknown.todo">
        <source>냈으면 돌려 드립니다. 직원을 부르세요.</source>
        <translation>払っていたらお返しします。係員を呼んでください。</translation>
    </message>
    <message id="reason.card-terminal-away.what">
        <source>은행 카드 기계가 쉬고 있습니다.</source>
        <translation>銀行カードの機械が休んでいます。</translation>
    </message>
    <message id="reason.card-terminal-away.todo">
        <source>직원을 불러 주세요.</source>
        <translation>係員を呼んでください。</translation>
    </message>
    <message id="reason.card-given-back.what">
        <source>카드로 낸 돈은 돌려 드립니다.</source>
        <translation>カードで払った分はお返しします。</translation>
    </message>
    <message id="reason.card-given-back.todo">
        <source>처음부터 다시 해 주세요.</source>
        <translation>はじめからもう一度してください。</translation>
    </message>
    <message id="reason.node-away.what">
        <source>지금은 연결이 끊겨 할 수 없습니다.</source>
        <oldsource>지금은 연결이 끊겨 알아볼 수 없습니다.</oldsource>
        <translation>つながらないので今はできません。</translation>
    </message>
    <message id="reason.node-away.todo">
        <source>잠시 뒤에 다시 해 주세요.</source>
        <translation>つながらないので今はできません。</translation>
    </message>
    <message id="reason.offer-away.what">
        <source>이 화면의 QR은 지금 쓸 수 없습니다.</source>
        <translation>画面のQRは今使えません。</translation>
    </message>
    <message id="reason.offer-away.todo">
        <source>휴대폰이나 카드를 보여 주세요.</source>
        <translation>スマホかカードを見せてください。</translation>
    </message>
    <message id="reason.wrong-challenge.what">
        <source>다른 일에 쓰려던 QR입니다.</source>
        <translation>ほかのことのために作ったQRです。</translation>
    </message>
    <message id="reason.wrong-challenge.todo">
        <source>앱에서 새 QR을 보여 주세요.</source>
        <translation>アプリの新しいQRを見せてください。</translation>
    </message>
    <message id="reason.age-not-met.what">
        <source>정해진 나이부터 받으실 수 있습니다.</source>
        <translation>決まった年齢からもらえます。</translation>
    </message>
    <message id="reason.age-not-met.todo">
        <source>직원에게 물어보세요.</source>
        <translation>係員に聞いてください。</translation>
    </message>
    <message id="reason.amount-zero.what">
        <source>금액을 누르지 않으셨습니다.</source>
        <translation>金額が押されていません。</translation>
    </message>
    <message id="reason.amount-zero.todo">
        <source>금액을 눌러 주세요.</source>
        <translation>金額を押してください。</translation>
    </message>
    <message id="reason.amount-too-large.what">
        <source>그렇게 큰 금액은 안 됩니다.</source>
        <translation>金額が大きすぎます。</translation>
    </message>
    <message id="reason.amount-too-large.todo">
        <source>금액을 줄이거나 직원을 부르세요.</source>
        <translation>金額をへらすか係員を呼んでください。</translation>
    </message>
    <message id="reason.amount-too-small.what">
        <source>금액이 너무 작습니다.</source>
        <translation>金額が小さすぎます。</translation>
    </message>
    <message id="reason.amount-too-small.todo">
        <source>더 큰 금액을 눌러 주세요.</source>
        <translation>もっと大きい金額を押してください。</translation>
    </message>
    <message id="reason.amount-no-step.what">
        <source>끝자리가 맞지 않는 금액입니다.</source>
        <translation>チャージできない端数です。</translation>
    </message>
    <message id="reason.amount-no-step.todo">
        <source>화면에 적힌 대로 다시 눌러 주세요.</source>
        <translation>画面のとおりにもう一度押してください。</translation>
    </message>
    <message id="reason.charge-day-limit.what">
        <source>오늘은 그만큼 더 충전할 수 없습니다.</source>
        <translation>今日はそれだけ多くチャージできません。</translation>
    </message>
    <message id="reason.charge-day-limit.todo">
        <source>더 적게 충전하거나 내일 다시 오세요.</source>
        <translation>少なくするか、明日また来てください。</translation>
    </message>
    <message id="reason.charge-month-limit.what">
        <source>이달에는 그만큼 더 충전할 수 없습니다.</source>
        <translation>今月はそれだけ多くチャージできません。</translation>
    </message>
    <message id="reason.charge-month-limit.todo">
        <source>더 적게 충전하거나 다음 달에 오세요.</source>
        <translation>少なくするか、来月また来てください。</translation>
    </message>
    <message id="reason.charge-badge-limit.what">
        <source>이 직원은 오늘 현금을 더 받을 수 없습니다.</source>
        <translation>この係員は今日、現金をこれ以上受け取れません。</translation>
    </message>
    <message id="reason.charge-badge-limit.todo">
        <source>돈을 돌려받고 다른 직원을 불러 주세요.</source>
        <translation>お金を返してもらい、別の係員を呼んでください。</translation>
    </message>
    <message id="reason.charge-kiosk-limit.what">
        <source>이 기계는 오늘 그만큼 더 받을 수 없습니다.</source>
        <translation>この機械は今日、それだけは受け取れません。</translation>
    </message>
    <message id="reason.charge-kiosk-limit.todo">
        <source>금액을 줄이거나 내일 다시 오세요.</source>
        <translation>金額を減らすか、明日また来てください。</translation>
    </message>
    <message id="reason.cash-left.what">
        <source>충전을 다 하지 못했습니다.</source>
        <translation>チャージが終わりませんでした。</translation>
    </message>
    <message id="reason.cash-left.todo">
        <source>직원에게서 현금을 돌려받으세요.</source>
        <translation>係員から現金を受け取ってください。</translation>
    </message>
    <message id="reason.nothing-to-pay.what">
        <source>낼 것이 없습니다.</source>
        <translation>払うものはありません。</translation>
    </message>
    <message id="reason.nothing-to-pay.todo">
        <source>그냥 나가시면 됩니다.</source>
        <translation>そのまま出てください。</translation>
    </message>
    <message id="reason.too-few-brought.what">
        <source>아직 모자랍니다. 코인이 되지 않습니다.</source>
        <translation>まだ足りません。コインになりません。</translation>
    </message>
    <message id="reason.too-few-brought.todo">
        <source>더 모아서 다시 와 주세요.</source>
        <translation>もっと集めてまた来てください。</translation>
    </message>
    <message id="reason.quote-differs.what">
        <source>값이 서로 맞지 않습니다.</source>
        <translation>値段が合いません。</translation>
    </message>
    <message id="reason.quote-differs.todo">
        <source>직원을 불러 주세요.</source>
        <translation>係員を呼んでください。</translation>
    </message>
    <message id="reason.cancel-at-desk.what">
        <source>은행 카드로도 내신 표입니다.</source>
        <translation>銀行カードでも払った券です。</translation>
    </message>
    <message id="reason.cancel-at-desk.todo">
        <source>안내 데스크에 돌려주세요.</source>
        <translation>受付で返してください。</translation>
    </message>
    <message id="reason.under-one-coin.what">
        <source>한 코인이 안 되는 돈입니다.</source>
        <translation>一コインより少ないお金です。</translation>
    </message>
    <message id="reason.under-one-coin.todo">
        <source>직원에게 내 주세요.</source>
        <translation>係員に払ってください。</translation>
    </message>
    <message id="reason.already-paid.what">
        <source>이미 내신 차입니다.</source>
        <translation>もう払った車です。</translation>
    </message>
    <message id="reason.already-paid.todo">
        <source>직원을 불러 주세요.</source>
        <translation>係員を呼んでください。</translation>
    </message>
    <message id="reason.renew-code.what">
        <source>지난달에 받은 QR입니다.</source>
        <translation>先月のQRです。</translation>
    </message>
    <message id="reason.renew-code.todo">
        <source>앱에서 QR을 새로 받아 주세요.</source>
        <translation>アプリで新しいQRを受け取ってください。</translation>
    </message>
    <message id="reason.payee-refused.what">
        <source>받는 분의 QR로는 받을 수 없습니다.</source>
        <translation>このQRでは受け取れません。</translation>
    </message>
    <message id="reason.payee-refused.todo">
        <source>받는 분의 앱에서 새 QR을 보여 주세요.</source>
        <translation>受け取る方のアプリの新しいQRを見せてください。</translation>
    </message>
    <message id="reason.same-person.what">
        <source>보내는 분과 받는 분이 같습니다.</source>
        <translation>送る方と受け取る方が同じです。</translation>
    </message>
    <message id="reason.same-person.todo">
        <source>받는 분의 QR을 먼저 보여 주세요.</source>
        <translation>受け取る方のQRを先に見せてください。</translation>
    </message>
    <message id="reason.unknown-number.what">
        <source>그런 번호가 없습니다.</source>
        <translation>その番号はありません。</translation>
    </message>
    <message id="reason.unknown-number.todo">
        <source>앱에 나온 번호를 보고 다시 눌러 주세요.</source>
        <translation>アプリの番号を見て、もう一度押してください。</translation>
    </message>
    <message id="reason.too-many-tries.what">
        <source>번호가 여러 번 틀렸습니다.</source>
        <translation>番号が何度も違いました。</translation>
    </message>
    <message id="reason.too-many-tries.todo">
        <source>1분쯤 뒤에 다시 하거나 직원을 부르세요.</source>
        <translation>1分ほど待ってから押すか、係員を呼んでください。</translation>
    </message>
    <message id="reason.too-few-points.what">
        <source>포인트가 모자랍니다.</source>
        <translation>ポイントが足りません。</translation>
    </message>
    <message id="reason.too-few-points.todo">
        <source>앱에서 포인트를 확인해 주세요.</source>
        <translation>アプリでポイントを確かめてください。</translation>
    </message>
    <message id="reason.slip-unprintable.what">
        <source>표를 만들지 못했습니다.</source>
        <translation>券を作れませんでした。</translation>
    </message>
    <message id="reason.slip-unprintable.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>係員に知らせてください。</translation>
    </message>
    <message id="reason.bug.what">
        <source>기계에 문제가 생겼습니다.</source>
        <translation>機械に問題が起きました。</translation>
    </message>
    <message id="reason.bug.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>係員に知らせてください。</translation>
    </message>
    <message id="reason.ledger.what">
        <source>기계가 잠시 고장 났습니다.</source>
        <translation>機械が故障しています。</translation>
    </message>
    <message id="reason.ledger.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>係員に知らせてください。</translation>
    </message>
    <message id="reason.kiosk-retired.what">
        <source>이 기계는 이제 쓰지 않습니다.</source>
        <translation>この機械はもう使いません。</translation>
    </message>
    <message id="reason.kiosk-retired.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>係員に知らせてください。</translation>
    </message>
    <message id="reason.power.what">
        <source>전기가 나가서 잠시 쉽니다.</source>
        <translation>停電のため、しばらく休みます。</translation>
    </message>
    <message id="reason.power.todo">
        <source>잠시 기다려 주세요.</source>
        <translation>少しお待ちください。</translation>
    </message>
    <message id="reason.setup.what">
        <source>기계가 아직 준비되지 않았습니다.</source>
        <translation>機械はまだ準備できていません。</translation>
    </message>
    <message id="reason.setup.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>係員に知らせてください。</translation>
    </message>
    <message id="in-won.said.withheld">
        <source>돈과 이름은 이어폰을 꽂으시면 읽어 드립니다</source>
        <translation>お金と名前はイヤホンをつなぐと読み上げます</translation>
    </message>
    <message id="in-won.wait.printing">
        <source>돈을 썼습니다
표를 뽑고 있습니다</source>
        <translation>お金を使いました
券を出しています</translation>
    </message>
    <message id="in-won.wait.printing-transfer">
        <source>돈을 보냈습니다
영수증을 뽑고 있습니다</source>
        <oldsource>돈을 보냈습니다
표를 뽑고 있습니다</oldsource>
        <translation>お金を送りました
控えを印刷しています</translation>
    </message>
    <message id="in-won.wait.printing-convert">
        <source>돈으로 바꿨습니다
영수증을 뽑고 있습니다</source>
        <oldsource>돈으로 바꿨습니다
표를 뽑고 있습니다</oldsource>
        <translation>お金に替えました
控えを印刷しています</translation>
    </message>
    <message id="in-won.staff.line.coins">
        <source>돈</source>
        <translation>お金</translation>
    </message>
    <message id="in-won.staff.line.node">
        <source>시청과 연결</source>
        <translation>市役所との接続</translation>
    </message>
    <message id="in-won.note.earned">
        <source>받을 돈</source>
        <translation>もらうお金</translation>
    </message>
    <message id="in-won.confirm.in-coins">
        <source>지역 화폐로</source>
        <translation>地域のお金で</translation>
    </message>
    <message id="in-won.confirm.coming">
        <source>곧 들어올 돈</source>
        <translation>もうすぐ入るお金</translation>
    </message>
    <message id="in-won.confirm.use">
        <source>쓰는 돈</source>
        <translation>使う</translation>
    </message>
    <message id="in-won.confirm.left">
        <source>남는 돈</source>
        <translation>残り</translation>
    </message>
    <message id="in-won.confirm.give">
        <source>기부할 돈</source>
        <translation>寄付するお金</translation>
    </message>
    <message id="in-won.confirm.earn">
        <source>받을 돈</source>
        <translation>もらうお金</translation>
    </message>
    <message id="in-won.confirm.send">
        <source>보낼 돈</source>
        <translation>送るお金</translation>
    </message>
    <message id="in-won.confirm.top_up">
        <source>충전할 돈</source>
        <translation>チャージするお金</translation>
    </message>
    <message id="in-won.confirm.convert">
        <source>받을 돈</source>
        <translation>もらうお金</translation>
    </message>
    <message id="in-won.confirm.comes">
        <source>들어올 돈</source>
        <translation>入るお金</translation>
    </message>
    <message id="in-won.confirm.back">
        <source>돌아올 돈</source>
        <translation>戻るお金</translation>
    </message>
    <message id="in-won.confirm.readback">
        <source>{item}, {coins}. 남는 돈 {left:,}원. 맞습니까?</source>
        <translation>{item}、{coins}。残り{left:,}ウォン。よろしいですか？</translation>
    </message>
    <message id="in-won.confirm.readback-won">
        <source>{item}, {coins} {won}. 남는 돈 {left:,}원. 맞습니까?</source>
        <translation>{item}、{coins} {won}。残り{left:,}ウォン。よろしいですか？</translation>
    </message>
    <message id="in-won.confirm.readback-transfer">
        <source>{item}, {coins}. 더 보낼 수 있는 돈 {left:,}원. 맞습니까?</source>
        <translation>{item}、{coins}。まだ送れる額{left:,}ウォン。よろしいですか？</translation>
    </message>
    <message id="in-won.confirm.readback-won-transfer">
        <source>{item}, {coins} {won}. 더 보낼 수 있는 돈 {left:,}원. 맞습니까?</source>
        <translation>{item}、{coins}{won}。まだ送れる額{left:,}ウォン。よろしいですか？</translation>
    </message>
    <message id="in-won.confirm.readback-offline">
        <source>{item}, {coins}. 여기 남는 돈 {left:,}원. 맞습니까?</source>
        <translation>{item}、{coins}。ここで残り{left:,}ウォン。よろしいですか？</translation>
    </message>
    <message id="in-won.confirm.readback-won-offline">
        <source>{item}, {coins} {won}. 여기 남는 돈 {left:,}원. 맞습니까?</source>
        <translation>{item}、{coins} {won}。ここで残り{left:,}ウォン。よろしいですか？</translation>
    </message>
    <message id="in-won.confirm.readback-earn">
        <source>{item}. 받을 돈 {coins}. 맞습니까?</source>
        <translation>{item}。もらうお金{coins}。よろしいですか？</translation>
    </message>
    <message id="in-won.confirm.readback-reverse">
        <source>{item}, 돌려주기. 돌아올 돈 {coins}. 맞습니까?</source>
        <translation>{item}を返します。戻るお金{coins}。よろしいですか？</translation>
    </message>
    <message id="in-won.confirm.readback-free">
        <source>{item}. 돈은 쓰지 않습니다. 맞습니까?</source>
        <translation>{item}。お金は使いません。よろしいですか？</translation>
    </message>
    <message id="in-won.confirm.note-earn">
        <source>‘맞습니다’를 누르면
돈을 받습니다.</source>
        <translation>「はい」を押すと
お金が入ります。</translation>
    </message>
    <message id="in-won.confirm.note-collect">
        <source>돈은 쓰지 않습니다.</source>
        <translation>お金は使いません。</translation>
    </message>
    <message id="in-won.confirm.note-transfer">
        <source>‘맞습니다’를 누르면
돈을 보냅니다.</source>
        <translation>「はい」を押すと
お金を送ります。</translation>
    </message>
    <message id="in-won.confirm.readback-convert">
        <source>{item}. 받을 돈 {coins}. 맞습니까?</source>
        <translation>{item}。もらうお金{coins}。よろしいですか？</translation>
    </message>
    <message id="in-won.confirm.title-reverse">
        <source>표를 돌려주고
돈을 받을까요?</source>
        <translation>券を返して
お金を戻しますか？</translation>
    </message>
    <message id="in-won.thanks.coming">
        <source>곧 들어올 돈</source>
        <translation>もうすぐ入るお金</translation>
    </message>
    <message id="in-won.thanks.title-earn">
        <source>돈을 받으셨습니다</source>
        <translation>お金をもらいました</translation>
    </message>
    <message id="in-won.thanks.used">
        <source>쓴 돈</source>
        <translation>使った分</translation>
    </message>
    <message id="in-won.thanks.used-again">
        <source>그때 쓴 돈</source>
        <translation>前回使った</translation>
    </message>
    <message id="in-won.thanks.left">
        <source>남은 돈</source>
        <translation>残り</translation>
    </message>
    <message id="in-won.thanks.earn">
        <source>받은 돈</source>
        <translation>もらったお金</translation>
    </message>
    <message id="in-won.thanks.donate">
        <source>기부한 돈</source>
        <translation>寄付したお金</translation>
    </message>
    <message id="in-won.thanks.reverse">
        <source>돌아오는 돈</source>
        <translation>戻るお金</translation>
    </message>
    <message id="in-won.thanks.title-reverse">
        <source>돈이 돌아옵니다</source>
        <translation>お金が戻ります</translation>
    </message>
    <message id="in-won.thanks.title-transfer">
        <source>돈을 보냈습니다</source>
        <translation>お金を送りました</translation>
    </message>
    <message id="in-won.thanks.title-convert">
        <source>돈으로 바꿨습니다</source>
        <translation>お金に替えました</translation>
    </message>
    <message id="in-won.thanks.transfer">
        <source>보낸 돈</source>
        <translation>送ったお金</translation>
    </message>
    <message id="in-won.thanks.top_up">
        <source>충전한 돈</source>
        <translation>チャージ額</translation>
    </message>
    <message id="in-won.thanks.convert">
        <source>받은 돈</source>
        <translation>もらったお金</translation>
    </message>
    <message id="in-won.certainty.recorded-earn">
        <source>적어 두었습니다.
곧 돈이 들어옵니다.</source>
        <translation>書いておきました。
もうすぐお金が入ります。</translation>
    </message>
    <message id="in-won.certainty.recorded-top_up">
        <source>충전한 돈은
곧 들어옵니다.</source>
        <oldsource>적어 두었습니다.
곧 돈이 들어옵니다.</oldsource>
        <translation>チャージしたお金は
もうすぐ入ります。</translation>
    </message>
    <message id="in-won.certainty.confirmed">
        <source>확인을 마쳤습니다</source>
        <translation>確認しました</translation>
    </message>
    <message id="in-won.certainty.refused">
        <source>돈은 그대로입니다</source>
        <translation>お金は無事です</translation>
    </message>
    <message id="in-won.reprint.message">
        <source>돈을 더 쓰지 않습니다.
이미 받으셨으면 ‘이전’을 누르세요.</source>
        <translation>お金は使いません。
もうお持ちの方は「戻る」を押してください。</translation>
    </message>
    <message id="in-won.reprint.message-gate">
        <source>돈을 더 쓰지 않습니다.
이미 지나가셨으면 ‘이전’을 누르세요.</source>
        <translation>お金はもう使いません。
通ったあとなら「戻る」を押してください。</translation>
    </message>
    <message id="in-won.told.leftover-declined">
        <source>지금은 기부할 수 없습니다. 돈은 그대로입니다.</source>
        <translation>今は寄付できません。お金はそのままです。</translation>
    </message>
    <message id="in-won.tell.title">
        <source>남은 돈입니다</source>
        <translation>残りのお金です</translation>
    </message>
    <message id="in-won.tell.title-moves">
        <source>쓰고 받은 돈</source>
        <translation>使ったお金ともらったお金</translation>
    </message>
    <message id="in-won.tell.label">
        <source>남은 돈</source>
        <translation>残りのお金</translation>
    </message>
    <message id="in-won.tell.kind.spend">
        <source>쓴 돈</source>
        <translation>使ったお金</translation>
    </message>
    <message id="in-won.tell.kind.earn">
        <source>받은 돈</source>
        <translation>もらったお金</translation>
    </message>
    <message id="in-won.tell.kind.top_up">
        <source>채운 돈</source>
        <translation>入れたお金</translation>
    </message>
    <message id="in-won.tell.kind.convert">
        <source>바꾼 돈</source>
        <translation>かえたお金</translation>
    </message>
    <message id="in-won.sorry.coins.safe">
        <source>돈은 그대로입니다.</source>
        <translation>お金は無事です。</translation>
    </message>
    <message id="in-won.sorry.coins.used">
        <source>돈을 썼습니다. 표는 꼭 드립니다.</source>
        <translation>お金は使いました。券は必ず渡します。</translation>
    </message>
    <message id="in-won.sorry.coins.used-again">
        <source>돈은 전에 썼습니다. 표는 꼭 드립니다.</source>
        <translation>お金は前に使いました。券は必ず渡します。</translation>
    </message>
    <message id="in-won.sorry.coins.used-gate">
        <source>돈을 썼습니다. 문은 꼭 열어 드립니다.</source>
        <translation>お金を使いました。ゲートは必ず開けます。</translation>
    </message>
    <message id="in-won.sorry.coins.used-free">
        <source>돈은 안 썼습니다. 표는 꼭 드립니다.</source>
        <translation>お金は使っていません。券は必ずお渡しします。</translation>
    </message>
    <message id="in-won.sorry.coins.used-free-gate">
        <source>돈은 안 썼습니다. 문은 꼭 열어 드립니다.</source>
        <translation>お金は使っていません。ゲートは必ず開けます。</translation>
    </message>
    <message id="in-won.sorry.coins.used-transfer">
        <source>돈을 보냈습니다. 영수증은 꼭 드립니다.</source>
        <oldsource>돈을 보냈습니다. 표는 꼭 드립니다.</oldsource>
        <translation>お金は送りました。控えは必ず渡します。</translation>
    </message>
    <message id="in-won.sorry.coins.used-convert">
        <source>돈으로 바꿨습니다. 영수증은 꼭 드립니다.</source>
        <oldsource>돈으로 바꿨습니다. 표는 꼭 드립니다.</oldsource>
        <translation>お金に替えました。控えは必ず渡します。</translation>
    </message>
    <message id="in-won.sorry.coins.unknown">
        <source>돈을 썼는지 아직 모릅니다.</source>
        <translation>お金を使ったか、まだわかりません。</translation>
    </message>
    <message id="in-won.out-of-order.coins.used">
        <source>돈을 썼습니다. 표는 꼭 드립니다.</source>
        <translation>お金は使いました。券は必ず渡します。</translation>
    </message>
    <message id="in-won.out-of-order.coins.unknown">
        <source>돈을 썼는지 아직 모릅니다.</source>
        <translation>お金を使ったか、まだわかりません。</translation>
    </message>
    <message id="in-won.reason.not-ours.todo">
        <source>지역 화폐 앱의 QR을 보여 주세요.</source>
        <translation>地域通貨アプリのQRを見せてください。</translation>
    </message>
    <message id="in-won.reason.wrong-type.todo">
        <source>지역 화폐 앱의 QR을 보여 주세요.</source>
        <translation>地域通貨アプリのQRを見せてください。</translation>
    </message>
    <message id="in-won.reason.unknown-key.what">
        <source>우리 지역에서 만든 QR이 아닙니다.</source>
        <translation>この地域で作ったQRではありません。</translation>
    </message>
    <message id="in-won.reason.unknown-key.todo">
        <source>지역 화폐 앱의 QR을 보여 주세요.</source>
        <translation>地域通貨アプリのQRを見せてください。</translation>
    </message>
    <message id="in-won.reason.wrong-scheme.todo">
        <source>우리 지역 화폐 앱의 QR을 보여 주세요.</source>
        <translation>この地域の通貨アプリのQRを見せてください。</translation>
    </message>
    <message id="in-won.reason.not-enough.what">
        <source>돈이 모자랍니다.</source>
        <translation>お金が足りません。</translation>
    </message>
    <message id="in-won.reason.not-enough.todo">
        <source>다른 것을 고르거나 돈을 채워 오세요.</source>
        <translation>ほかのものを選ぶか、お金を入れてください。</translation>
    </message>
    <message id="in-won.reason.declined.what">
        <source>지금은 돈을 못 씁니다.</source>
        <translation>今はお金を使えません。</translation>
    </message>
    <message id="in-won.reason.not-accepted-here.what">
        <source>여기서는 못 쓰는 돈입니다.</source>
        <translation>ここでは使えないお金です。</translation>
    </message>
    <message id="in-won.reason.earn-cap-day.what">
        <source>오늘 받을 돈을 다 받으셨습니다.</source>
        <translation>今日もらえるお金は全部もらいました。</translation>
    </message>
    <message id="in-won.reason.earn-cap-kiosk.what">
        <source>오늘 여기서 드릴 돈이 다 나갔습니다.</source>
        <translation>今日ここで渡すお金はなくなりました。</translation>
    </message>
    <message id="in-won.reason.count-used.what">
        <source>이미 돈으로 받으신 것입니다.</source>
        <translation>もうお金をもらったものです。</translation>
    </message>
    <message id="in-won.reason.too-few-brought.what">
        <source>아직 모자랍니다. 돈이 되지 않습니다.</source>
        <translation>まだ足りません。</translation>
    </message>
    <message id="in-won.reason.under-one-coin.what">
        <source>쓸 수 없는 작은 돈입니다.</source>
        <translation>使えない小さなお金です。</translation>
    </message>
    <message id="in-won.reason.stand-in-kind-not-allowed.what">
        <source>연결이 끊겨 돈을 못 씁니다.</source>
        <translation>回線が切れて、お金を使えません。</translation>
    </message>
    <message id="in-won.reason.stand-in-over-slice.what">
        <source>연결이 끊겨 쓸 돈이 모자랍니다.</source>
        <translation>回線が切れて、使える分が足りません。</translation>
    </message>
    <message id="in-won.reason.stand-in-too-much-unsent.what">
        <source>연결이 오래 끊겨 돈을 못 씁니다.</source>
        <translation>長い間回線が切れて、お金を使えません。</translation>
    </message>
    <message id="in-won.reason.stand-in-away-too-long.what">
        <source>연결이 오래 끊겨 돈을 못 씁니다.</source>
        <translation>長い間回線が切れて、お金を使えません。</translation>
    </message>
    <message id="in-won.reason.stand-in-status-too-old.what">
        <source>연결이 오래 끊겨 돈을 못 씁니다.</source>
        <translation>長い間回線が切れて、お金を使えません。</translation>
    </message>
</context>
</TS>
